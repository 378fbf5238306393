import { type SocketPacket, SocketPacketType } from "@signalbox/wire/socket";
import type { SessionHost, Version2Session } from "../engine/version2.js";

const { CONNECT, DISCONNECT, CONNECT_ERROR } = SocketPacketType;

/**
 * A Socket.IO 2 server joins every connection to "/" unasked and before all other namespaces. Asked
 * for it again later, it joins without an answer, and drops events until it has.
 */
export class RootFirstSession implements Version2Session {
  readonly #host: SessionHost;
  #root: "awaited" | "joined" | "left" | "asked" = "awaited";

  constructor(host: SessionHost) {
    this.#host = host;
  }

  join(nsp: string): "ask" | "wait" | "joined" {
    if (nsp !== "/") return this.#root === "awaited" ? "wait" : "ask";
    if (this.#root === "left") {
      this.#root = "asked";
      this.#host._packet({ type: CONNECT, nsp });
      // Answered once what was sent before it has been read.
      this.#host.engine.once("pong", () => this.#joined());
      this.#host.engine._send("ping");
    }
    return this.#root === "joined" ? "joined" : "wait";
  }

  /** Protocol 4 has no payload here, but a query behind the namespace. */
  connectPacket(nsp: string, auth: object): SocketPacket {
    const query = new URLSearchParams(Object.entries(auth).map(([name, value]) => [name, String(value)]));
    return { type: CONNECT, nsp: query.size > 0 ? `${nsp}?${query}` : nsp };
  }

  idOf(nsp: string): string {
    const { id } = this.#host.engine;
    return nsp === "/" ? id : `${nsp}#${id}`;
  }

  onSent({ type, nsp }: SocketPacket): void {
    if (nsp === "/" && type === DISCONNECT) this.#root = "left";
  }

  recipients({ type, nsp }: SocketPacket): Iterable<string> {
    // The answer to CONNECT repeats the query.
    if (nsp !== "/") return nsp.split("?", 1);
    if (type === CONNECT) {
      this.#joined();
      return [];
    }
    if (type === DISCONNECT) this.#root = "left";
    // A refusal by the middlewares of "/" concerns everybody, for nobody gets past it.
    return type === CONNECT_ERROR ? Object.keys(this.#host.nsps) : [nsp];
  }

  /** Lets the sockets that wait go on: all of them at first, later that of "/" alone. */
  #joined(): void {
    const { nsps } = this.#host;
    const names = this.#root === "awaited" ? Object.keys(nsps) : ["/"];
    this.#root = "joined";
    for (const name of names) nsps[name]?._onOpen();
  }
}
