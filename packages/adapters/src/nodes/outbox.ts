import type { Channel, OnKept } from "./channel.js";
import type { ClusterMessage, ClusterResponse, MessageBody, NodeId, ResponseBody } from "./messages.js";
import { isBeat } from "./packets.js";

/** What this node says, in its name: to all others, or in answer to one. */
export class Outbox {
  readonly #channel: Channel;
  readonly #sender: { readonly uid: NodeId; readonly nsp: string };
  readonly #onSign: () => void;
  #isClosed = false;

  /** @param onSign something is said that the others take for a sign of life */
  constructor(channel: Channel, sender: { uid: NodeId; nsp: string }, onSign: () => void) {
    this.#channel = channel;
    this.#sender = sender;
    this.#onSign = onSign;
  }

  /** @returns whether `onKept` will be called, see {@link Channel.publish} */
  publish({ type, data }: MessageBody, onKept?: OnKept): boolean {
    if (this.#isClosed) return false;
    // Where the engine counts, official nodes send no heartbeats, so only these are signs of life.
    if (this.#channel.countOthers === undefined || isBeat(type)) this.#onSign();
    const { uid, nsp } = this.#sender;
    return this.#channel.publish({ type, data, uid, nsp } as ClusterMessage, onKept);
  }

  respond(to: NodeId, { type, data }: ResponseBody): void {
    if (this.#isClosed) return;
    const { uid, nsp } = this.#sender;
    this.#channel.respond(to, { type, data, uid, nsp } as ClusterResponse);
  }

  /** Says nothing more. */
  close(): void {
    this.#isClosed = true;
  }
}
