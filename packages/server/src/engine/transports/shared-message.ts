import { type PreparedMessage, prepareMessage } from "@signalbox/websocket";

/** A text message on its way to many sessions: WebSockets get one frame, made when the first of them needs it. */
export class SharedMessage {
  readonly #packet: string;
  #prepared: PreparedMessage | undefined;

  /** @param packet the Engine.IO packet as a WebSocket carries it */
  constructor(packet: string) {
    this.#packet = packet;
  }

  get prepared(): PreparedMessage {
    this.#prepared ??= prepareMessage(this.#packet);
    return this.#prepared;
  }
}
