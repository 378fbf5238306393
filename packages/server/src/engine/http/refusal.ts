import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { EngineRefusal } from "../errors.js";
import type { Answer } from "./exchange-tap.js";

/** Answers an HTTP request that cannot be served, and returns the answer. */
export function refuseRequest(response: ServerResponse, refusal: EngineRefusal): Answer {
  const { status } = refusal;
  const body = JSON.stringify({ code: refusal.code, message: refusal.publicMessage });
  const headers = { "Content-Type": "application/json" };
  response.writeHead(status, headers).end(body);
  return { status, headers, body };
}

/** Answers an upgrade request that cannot be served. Whatever the reason, the status is 400. */
export function refuseUpgrade(socket: Duplex, refusal: EngineRefusal): void {
  if (!socket.writable) return;
  const body = Buffer.from(String(refusal.publicMessage));
  const head =
    "HTTP/1.1 400 Bad Request\r\n" +
    "Connection: close\r\n" +
    "Content-type: text/html\r\n" +
    `Content-Length: ${body.length}\r\n\r\n`;
  socket.on("error", () => {});
  socket.end(Buffer.concat([Buffer.from(head), body]));
}
