import { readMessage } from "../codec/validate.js";
import type { Channel, ChannelListener } from "../nodes/channel.js";
import { DecodeError, EncodeError, NotAWorkerError } from "../nodes/errors.js";
import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";
import { type IpcListener, listenToPrimary, unlistenToPrimary } from "./ipc.js";
import { type IpcMessage, SOURCE } from "./messages.js";

/** The channel between a worker and its primary, which passes on what it gets to the other workers. */
export class IpcChannel implements Channel, IpcListener {
  readonly hearsItself = false;
  readonly #listener: ChannelListener;

  constructor(listener: ChannelListener) {
    if (process.send === undefined) throw new NotAWorkerError();
    this.#listener = listener;
  }

  open(): void {
    listenToPrimary(this);
  }

  publish(message: ClusterMessage): boolean {
    this.#send({ ...message, source: SOURCE });
    return false;
  }

  respond(to: NodeId, response: ClusterResponse): void {
    this.#send({ ...response, source: SOURCE, requesterUid: to });
  }

  close(): void {
    unlistenToPrimary(this);
  }

  // --- for the process

  get namespace(): string {
    return this.#listener.namespace;
  }

  onIpcMessage(message: IpcMessage): void {
    if ("requesterUid" in message && message.requesterUid !== this.#listener.uid) return;
    try {
      const incoming = readMessage(message);
      if (incoming.kind === "message") this.#listener.onMessage(incoming.message);
      else this.#listener.onResponse(incoming.response);
    } catch (error) {
      this.#listener.onError(new DecodeError("the channel to the primary", error));
    }
  }

  onDisconnect(): void {
    this.#listener.onLost(new Error("the primary has closed the channel"));
  }

  // --- private

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
}
