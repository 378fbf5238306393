import type { EnginePacketType } from "@signalbox/wire/engine";
import type { MessageData, Transport, TransportOwner } from "../transports/transport.js";

/** What an upgrade tells the session it is for. */
export interface UpgradeListener {
  /** The client can reach us by the new transport: the poll in flight has to end. */
  onProbed(): void;
  /** The client has paused the old transport and goes on with the new one. */
  onDone(): void;
  onFailed(): void;
  /** A packet has crossed the new transport, before it is the session's. */
  onPacketSeen(direction: "sent" | "received", type: EnginePacketType, data: MessageData | undefined): void;
}

/**
 * A session's change of transport (Engine.IO protocol, "Upgrade"): the client sends a ping with `probe`
 * on the new transport, reads the pong, lets its last poll end, and says `upgrade`. Owns the new transport
 * until then. Anything else on it, or too long a wait, ends the attempt and leaves the session as it was.
 */
export class Upgrade implements TransportOwner {
  readonly #transport: Transport;
  readonly #listener: UpgradeListener;
  readonly #timer: NodeJS.Timeout;
  #probed = false;
  #ended = false;

  constructor(transport: Transport, timeoutMs: number, listener: UpgradeListener) {
    this.#transport = transport;
    this.#listener = listener;
    this.#timer = setTimeout(() => this.abort(), timeoutMs);
    transport.owner = this;
  }

  /** Whether polls should be answered at once, so that the client can pause polling. */
  get probed(): boolean {
    return this.#probed;
  }

  abort(): void {
    if (this.#ended) return;
    this.#end();
    this.#transport.discard();
    this.#listener.onFailed();
  }

  onPacket(type: EnginePacketType, data: MessageData | undefined): void {
    if (this.#ended) return;
    this.#listener.onPacketSeen("received", type, data);
    if (type === "ping" && data === "probe") {
      this.#transport.send([{ type: "pong", data: "probe", options: {} }]);
      this.#listener.onPacketSeen("sent", "pong", "probe");
      this.#probed = true;
      this.#listener.onProbed();
    } else if (type === "upgrade" && this.#probed) {
      this.#end();
      this.#listener.onDone();
    } else {
      this.abort();
    }
  }

  onDrain(): void {}

  onTransportError(): void {
    this.abort();
  }

  onTransportClose(): void {
    this.abort();
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }
}
