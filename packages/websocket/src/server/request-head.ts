import type { IncomingMessage } from "node:http";
import { readHeadOf } from "./front.js";

/** Request line and headers as they crossed the wire, as far as Node's parser keeps them. */
export function requestHead(request: IncomingMessage): Buffer {
  const read = readHeadOf(request);
  if (read !== undefined) return Buffer.from(read.bytes);
  const { rawHeaders = [], httpVersion = "1.1" } = request;
  let text = `${request.method} ${request.url} HTTP/${httpVersion}\r\n`;
  for (let at = 0; at < rawHeaders.length; at += 2) text += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`;
  return Buffer.from(`${text}\r\n`, "latin1");
}
