import { randomBytes } from "node:crypto";
import { type IncomingMessage, request as openHttp, type RequestOptions } from "node:http";
import { connect } from "node:tls";
import type { RequestCommon } from "../../contract/index.js";
import { ConnectionAgent } from "../network/agent.js";
import { requestHeaders } from "../network/headers.js";
import type { TlsFiles } from "../network/tls-files.js";
import { engineCode, type HttpAnswer, readAnswer } from "./refusal.js";

/** What was found to answer where Socket.IO was looked for. */
export interface Finding {
  readonly engine: 3 | 4 | undefined;
  /** Socket.IO 3 sends no `maxPayload`; 4.3 and later do. */
  readonly version: 2 | 3 | 4 | undefined;
  readonly answer: HttpAnswer;
}

export interface ProbeOptions {
  readonly request: RequestCommon;
  readonly tls: TlsFiles;
}

const timeoutMs = 2500;

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
  target.pathname = path.endsWith("/") ? path : `${path}/`;
  target.search = "?EIO=4&transport=polling";
  const response = await ask(target, options, {});
  const answer = response && (await readAnswer(response));
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

/** Whether a WebSocket handshake at this very URL is accepted. */
export async function probeUpgrade(url: URL, options: ProbeOptions): Promise<boolean> {
  const response = await ask(url, options, {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": randomBytes(16).toString("base64"),
  });
  response?.destroy();
  return response?.statusCode === 101;
}

/** Whether a port that was spoken to without TLS answers to TLS. */
export function probeTls(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: Number(url.port || 80),
      // Nothing is sent over it: whoever answers is not to be trusted, only recognised.
      rejectUnauthorized: false,
      timeout: timeoutMs,
    });
    const finish = (isTls: boolean) => {
      socket.destroy();
      resolve(isTls);
    };
    socket.once("secureConnect", () => finish(true));
    socket.once("timeout", () => finish(false));
    socket.on("error", () => finish(false));
  });
}

function ask(
  url: URL,
  { request, tls }: ProbeOptions,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage | undefined> {
  const isSecure = url.protocol === "wss:" || url.protocol === "https:";
  const agent = new ConnectionAgent({ request, tls, onStep: () => {} });
  return new Promise((resolve) => {
    const options: RequestOptions = {
      protocol: isSecure ? "https:" : "http:",
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port || (isSecure ? 443 : 80),
      path: url.pathname + url.search,
      headers: { ...requestHeaders(request), host: url.host, ...headers },
      agent,
    };
    const client = openHttp(options);
    const timer = setTimeout(() => client.destroy(), timeoutMs);
    const finish = (response?: IncomingMessage) => {
      clearTimeout(timer);
      resolve(response);
    };
    client.once("response", (response) => {
      response.once("close", () => agent.destroy());
      finish(response);
    });
    client.once("upgrade", (response, socket) => {
      socket.destroy();
      finish(response);
    });
    client.on("error", () => {
      agent.destroy();
      finish();
    });
    client.end();
  });
}
