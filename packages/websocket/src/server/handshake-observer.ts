import type { IncomingMessage } from "node:http";
import type { WebSocketTap } from "@signalbox/wire";
import { now } from "../tap.js";
import type { Answer } from "./answers.js";
import { requestHead } from "./request-head.js";

/** Watches one opening handshake of a server and tells the tap how it was answered. */
export class HandshakeObserver {
  readonly tap: WebSocketTap;
  readonly #request: IncomingMessage;
  readonly #at = now();

  constructor(tap: WebSocketTap, request: IncomingMessage) {
    this.tap = tap;
    this.#request = request;
  }

  accepted(response: string): void {
    this.#tell(101, { head: Buffer.from(response, "latin1"), body: Buffer.alloc(0) });
  }

  refused(status: number, answer: Answer): void {
    this.#tell(status, answer);
  }

  #tell(status: number, { head, body }: Answer): void {
    this.tap.handshake?.({
      at: this.#at,
      role: "server",
      request: requestHead(this.#request),
      response: head,
      status,
      ...(body.length > 0 && { body }),
      durationMs: now() - this.#at,
    });
  }
}
