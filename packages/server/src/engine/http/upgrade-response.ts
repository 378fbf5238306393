import { type IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";

/**
 * What middlewares get as the response of an upgrade request: headers that they set go out with the
 * 101 answer, and one that ends the response refuses the upgrade with just that response.
 */
export class UpgradeResponse extends ServerResponse {
  readonly #connection: Duplex;

  constructor(request: IncomingMessage, connection: Duplex) {
    super(request);
    this.#connection = connection;
    this.shouldKeepAlive = false;
    if (connection instanceof Socket) this.assignSocket(connection);
    this.once("finish", () => connection.end());
  }

  /** The connection is a WebSocket's from here on. Returns the headers that were set. */
  release(): string[] {
    if (this.#connection instanceof Socket) this.detachSocket(this.#connection);
    return this.getHeaderNames().flatMap((name) => {
      const value = this.getHeader(name) ?? "";
      const values = Array.isArray(value) ? value : [value];
      return values.map((item) => `${canonical(name)}: ${item}`);
    });
  }
}

/** Header names are case-insensitive (RFC 9110 section 5.1); people read them capitalised. */
function canonical(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
