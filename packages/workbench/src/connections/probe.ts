import http from "node:http";
import https from "node:https";
import { engineCode, type HttpAnswer, readAnswer } from "./refusal.js";

/** What was found to answer where Socket.IO was looked for. */
export interface Finding {
  readonly engine: 3 | 4 | undefined;
  /** Socket.IO 3 sends no `maxPayload`; 4.3 and later do. */
  readonly version: 2 | 3 | 4 | undefined;
  readonly answer: HttpAnswer;
}

export interface ProbeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly verifyTls: boolean;
  readonly timeoutMs: number;
}

/**
 * Asks by one polling request what lives at `path`: an Engine.IO 4 server answers with an open packet, an
 * Engine.IO 3 server with its length first, anything else with something else. Undefined: no answer at all.
 */
export async function probeEngine(
  url: URL,
  path: string,
  options: ProbeOptions,
): Promise<Finding | undefined> {
  const target = new URL(url);
  target.protocol = url.protocol === "wss:" || url.protocol === "https:" ? "https:" : "http:";
  target.pathname = path.endsWith("/") ? path : `${path}/`;
  target.search = "?EIO=4&transport=polling";
  const answer = await get(target, options);
  if (!answer) return undefined;
  const { body, status } = answer;
  if (status === 200 && body.startsWith("0{")) {
    return { engine: 4, version: body.includes('"maxPayload"') ? 4 : 3, answer };
  }
  if (status === 200 && /^\d+:0\{/.test(body)) return { engine: 3, version: 2, answer };
  // Refusing by Engine.IO's own rules is an answer too; only Engine.IO 4 has code 5.
  const code = engineCode(answer);
  if (code === 5) return { engine: 4, version: 4, answer };
  if (code !== undefined) return { engine: undefined, version: 4, answer };
  return { engine: undefined, version: undefined, answer };
}

function get(url: URL, options: ProbeOptions): Promise<HttpAnswer | undefined> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const client = request(
      url,
      {
        headers: options.headers,
        rejectUnauthorized: options.verifyTls,
        signal: AbortSignal.timeout(options.timeoutMs),
        agent: false,
      },
      (response) => {
        readAnswer(response).then((answer) => {
          resolve(answer);
          client.destroy();
        });
      },
    );
    client.once("error", () => resolve(undefined));
    client.end();
  });
}
