import { readMessage } from "../codec/validate.js";
import type { Channel, ChannelListener } from "../nodes/channel.js";
import { DecodeError, EncodeError, NotAWorkerError } from "../nodes/errors.js";
import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";
import { type IpcMessage, isIpcMessage, SOURCE } from "./messages.js";

/** The channel between a worker and its primary, which passes on what it gets to the other workers. */
export class IpcChannel implements Channel {
  readonly #listener: ChannelListener;
  readonly #onMessage = (message: unknown) => this.#receive(message);
  readonly #onDisconnect = () => this.#listener.onLost(new Error("the primary has closed the channel"));

  constructor(listener: ChannelListener) {
    if (process.send === undefined) throw new NotAWorkerError();
    this.#listener = listener;
  }

  open(): void {
    process.on("message", this.#onMessage);
    process.on("disconnect", this.#onDisconnect);
  }

  publish(message: ClusterMessage): undefined {
    this.#send({ ...message, source: SOURCE });
  }

  respond(to: NodeId, response: ClusterResponse): void {
    this.#send({ ...response, source: SOURCE, requesterUid: to });
  }

  close(): void {
    process.off("message", this.#onMessage);
    process.off("disconnect", this.#onDisconnect);
  }

  #send(message: IpcMessage): void {
    if (!process.connected) return;
    try {
      process.send?.(message, undefined, undefined, (error) => {
        if (error !== null && process.connected) this.#listener.onError(error);
      });
    } catch (error) {
      this.#listener.onError(new EncodeError(error));
    }
  }

  #receive(message: unknown): void {
    if (!isIpcMessage(message) || message.nsp !== this.#listener.namespace) return;
    if ("requesterUid" in message && message.requesterUid !== this.#listener.uid) return;
    try {
      const incoming = readMessage(message);
      if (incoming.kind === "message") this.#listener.onMessage(incoming.message);
      else this.#listener.onResponse(incoming.response);
    } catch (error) {
      this.#listener.onError(new DecodeError("the channel to the primary", error));
    }
  }
}
