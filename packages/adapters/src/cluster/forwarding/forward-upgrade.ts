import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { forwardedFor } from "./forwarded-headers.js";

/** How long one side may take to read what is left after the other has closed, in milliseconds. */
const FAREWELL_MS = 30_000;

/**
 * Joins a connection that asks for an upgrade to another worker, which answers as if it were its own.
 *
 * @param onUnreachable nobody has listened, the connection is untouched
 */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  socketPath: string,
  onUnreachable: () => void,
): void {
  const worker = connect(socketPath);
  const leave = () => worker.destroy();
  socket.on("error", leave).on("close", leave);
  worker.once("error", onUnreachable);
  worker.once("connect", () => {
    worker.off("error", onUnreachable);
    worker.write(headOf(request), "latin1");
    worker.write(head);
    socket.off("error", leave).off("close", leave);
    passOn(socket, worker);
    passOn(worker, socket);
  });
}

/** The request's head, as it came but for the address added. */
function headOf(request: IncomingMessage): string {
  const { method, url, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.toLowerCase() !== "x-forwarded-for") lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  lines.push(`X-Forwarded-For: ${forwardedFor(request)}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** Passes on what one side says, until it closes; then the other may read the rest. */
function passOn(from: Duplex, to: Duplex): void {
  from.on("error", () => to.destroy());
  from.on("close", () => {
    if (to.destroyed) return;
    const late = setTimeout(() => to.destroy(), FAREWELL_MS).unref();
    to.once("close", () => clearTimeout(late));
    to.end(() => to.destroy());
  });
  from.pipe(to);
}
