/** The head of an HTTP message, as captures keep it. */
export interface HttpHead {
  /** `GET /path HTTP/1.1` or `HTTP/1.1 101 Switching Protocols`. */
  readonly firstLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export function parseHead(text: string): HttpHead {
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const [firstLine = "", ...lines] = head.split("\r\n");
  return {
    firstLine,
    headers: lines.flatMap((line): readonly (readonly [string, string])[] => {
      const colon = line.indexOf(":");
      return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]];
    }),
    body: end < 0 ? "" : text.slice(end + 4),
  };
}

export function writeHead({ firstLine, headers, body }: HttpHead): string {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** `HTTP/1.1 404 Not Found` in parts. */
export function statusOf(firstLine: string): { readonly status: number; readonly statusText: string } {
  const [, status = "0", statusText = ""] = /^HTTP\/\S+\s+(\d+)\s*(.*)$/.exec(firstLine) ?? [];
  return { status: Number(status), statusText };
}

/** The whole address that a request line asks for. */
export function addressOf(head: HttpHead, connectionUrl: string, scheme: "ws" | "http"): string {
  const target = head.firstLine.split(" ")[1] ?? "/";
  const isSecure = /^(wss|https):/i.test(connectionUrl);
  const host = head.headers.find(([name]) => name.toLowerCase() === "host")?.[1] ?? "";
  return `${scheme}${isSecure ? "s" : ""}://${host}${target}`;
}
