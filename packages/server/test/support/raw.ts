import { connect } from "node:net";

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One polling request in plain sight. Chunked bodies are joined. */
export async function poll(
  url: string,
  query: string,
  init: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawResponse> {
  const response = await fetch(`${url}/socket.io/?${query}`, init as RequestInit);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** Opens a session by polling. */
export async function openSession(url: string, query = "EIO=4"): Promise<string> {
  const { body } = await poll(url, `${query}&transport=polling`);
  return JSON.parse(body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1)).sid;
}

const UPGRADE_HEADERS = [
  "Host: test",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

/** The bytes that answer an upgrade request which is refused, up to the end of the connection. */
export function refusedUpgrade(
  url: string,
  query: string,
  {
    method = "GET",
    headers = [],
    path = "/socket.io/",
  }: { method?: string; headers?: string[]; path?: string } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("connect", () => {
      const lines = [`${method} ${path}?${query} HTTP/1.1`, ...UPGRADE_HEADERS, ...headers, "", ""];
      socket.write(lines.join("\r\n"));
    });
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}
