import type { ChannelListener } from "../nodes/channel.js";
import type { RedisEngine } from "./client.js";

/**
 * The connections of one channel: says when they are lost and when they are back, and takes the failures
 * of single commands.
 */
export class Link {
  readonly #listener: ChannelListener;
  readonly #stop: readonly (() => void)[];
  #isPublisherLost = false;
  #isSubscriberLost = false;
  /** Whether the subscriber was away: what was published meanwhile is gone. */
  #hasGap = false;

  /** @param keepsMessages whether what is published while the subscriber is away can be read later */
  constructor(
    listener: ChannelListener,
    publisher: RedisEngine,
    subscriber: RedisEngine,
    { keepsMessages = false } = {},
  ) {
    this.#listener = listener;
    this.#stop = [
      publisher.watch({
        onLost: (reason) => {
          this.#isPublisherLost = true;
          listener.onLost(reason);
        },
        onBack: () => {
          this.#isPublisherLost = false;
          this.#onBack();
        },
      }),
      subscriber.watch({
        onLost: (reason) => {
          this.#isSubscriberLost = true;
          this.#hasGap = !keepsMessages;
          listener.onLost(reason);
        },
        onBack: () => {
          this.#isSubscriberLost = false;
          this.#onBack();
        },
      }),
    ];
  }

  get isLost(): boolean {
    return this.#isPublisherLost || this.#isSubscriberLost;
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  /**
   * Waits for a command in nobody's name: its failure is told, but not while the connection is known to be lost.
   *
   * @returns when it is over, well or not
   */
  watch(command: Promise<unknown>): Promise<void> {
    return command.then(
      () => {},
      (error: unknown) => this.tell(error),
    );
  }

  /** A command has failed. */
  tell(error: unknown): void {
    if (!this.isLost) this.#listener.onError(error instanceof Error ? error : new Error(String(error)));
  }

  #onBack(): void {
    if (this.isLost) return;
    const hadGap = this.#hasGap;
    this.#hasGap = false;
    this.#listener.onBack(!hadGap);
  }
}
