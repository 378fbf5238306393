import { type SocketPacket, SocketPacketType } from "@signalbox/wire/socket";
import type { Recipients, Root, RootHost } from "../engine/version2.js";

const { CONNECT, DISCONNECT, CONNECT_ERROR } = SocketPacketType;

/**
 * A Socket.IO 2 server joins every connection to "/" unasked and before all other namespaces. Asked
 * for it again later, it joins without an answer, and drops events until it has.
 */
export class RootNamespace implements Root {
  readonly #host: RootHost;
  #state: "awaited" | "joined" | "left" | "asked" = "awaited";

  constructor(host: RootHost) {
    this.#host = host;
  }

  join(nsp: string): "ask" | "wait" | "joined" {
    if (nsp !== "/") return this.#state === "awaited" ? "wait" : "ask";
    if (this.#state === "left") {
      this.#state = "asked";
      this.#host.ask({ type: CONNECT, nsp }, () => this.onPacket({ type: CONNECT, nsp }));
    }
    return this.#state === "joined" ? "joined" : "wait";
  }

  onSent({ type }: SocketPacket): void {
    if (type === DISCONNECT) this.#state = "left";
  }

  onPacket({ type }: SocketPacket): Recipients {
    if (type === CONNECT) {
      const isFirst = this.#state === "awaited";
      this.#state = "joined";
      this.#host.retry(isFirst);
      return "nobody";
    }
    if (type === DISCONNECT) this.#state = "left";
    // A refusal by the middlewares of "/" concerns everybody, for nobody gets past it.
    return type === CONNECT_ERROR ? "everybody" : "root";
  }
}
