import type { IncomingMessage } from "node:http";

/** Request line and headers as they crossed the wire, as far as Node's parser keeps them. */
export function requestHead(request: IncomingMessage): Buffer {
  const { rawHeaders } = request;
  let text = `${request.method} ${request.url} HTTP/${request.httpVersion}\r\n`;
  for (let at = 0; at < rawHeaders.length; at += 2) text += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`;
  return Buffer.from(`${text}\r\n`, "latin1");
}
