import type { ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketTap } from "@signalbox/wire";
import { HeadReader } from "@signalbox/wire/websocket";
import { now } from "../tap.js";

const largestBody = 64 * 1024;

/** Watches one request of an opening handshake and tells the tap what crossed the wire. */
export class HandshakeObserver {
  readonly #tap: WebSocketTap;
  readonly #request: ClientRequest;
  readonly #at = now();
  readonly #received: Buffer[] = [];
  readonly #listen = (chunk: Buffer) => {
    // The HTTP parser does not change its input, the frame reader would: it comes later.
    this.#received.push(Buffer.from(chunk));
  };
  #socket: Duplex | undefined;
  #isTold = false;

  constructor(tap: WebSocketTap, request: ClientRequest) {
    this.#tap = tap;
    this.#request = request;
    request.once("socket", (socket) => {
      this.#socket = socket;
      // Before the listener of the HTTP client, which hands out the answer from inside the event.
      socket.prependListener("data", this.#listen);
    });
  }

  accepted(response: IncomingMessage): void {
    this.#tell(response.statusCode, undefined, now());
  }

  refused(response: IncomingMessage): void {
    const answeredAt = now();
    const pieces: Buffer[] = [];
    let length = 0;
    response.on("data", (piece: Buffer) => {
      if (length < largestBody) pieces.push(piece.subarray(0, largestBody - length));
      length += piece.length;
    });
    response.once("close", () => this.#tell(response.statusCode, Buffer.concat(pieces), answeredAt));
  }

  /** No answer came. */
  end(): void {
    this.#tell(undefined, undefined, now());
  }

  #tell(status: number | undefined, body: Buffer | undefined, answeredAt: number): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#socket?.removeListener("data", this.#listen);
    const response = status === undefined ? undefined : headOf(Buffer.concat(this.#received));
    this.#tap.handshake?.({
      at: this.#at,
      role: "client",
      request: requestHead(this.#request),
      ...(response !== undefined && { response }),
      ...(status !== undefined && { status }),
      ...(body !== undefined && body.length > 0 && { body }),
      durationMs: answeredAt - this.#at,
    });
  }
}

/** The bytes as Node writes them: the fields in the order in which they were set, one line each. */
function requestHead(request: ClientRequest): Buffer {
  const lines = request.getRawHeaderNames().flatMap((name) => {
    const value = request.getHeader(name);
    return (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${one}\r\n`);
  });
  return Buffer.from(`${request.method} ${request.path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
}

function headOf(bytes: Buffer): Uint8Array {
  try {
    return new HeadReader({ maxHeadBytes: Number.POSITIVE_INFINITY }).push(bytes) ?? bytes;
  } catch {
    // Node's parser accepts line ends that ours refuses: the first empty line it is, then.
    const end = bytes.indexOf("\n\n");
    return end < 0 ? bytes : bytes.subarray(0, end + 2);
  }
}
