import type { Channel } from "./channel.js";
import { EngineLostError } from "./errors.js";
import { Pulse } from "./pulse.js";

export interface EngineWatchParts {
  /** What the engine is called in messages for people. */
  readonly engine: string;
  readonly namespace: string;
  readonly channel: Channel;
  /** After how long without an echo the engine is lost, in milliseconds. */
  readonly timeoutMs: number;
  onLost(error: EngineLostError): void;
  onBack(kept: boolean): void;
}

/** Whether the engine is within reach, by its connections and by its silence; says so once, in warnings too. */
export class EngineWatch {
  readonly #parts: EngineWatchParts;
  readonly #pulse: Pulse;
  /** What tells that the engine is out of reach; `undefined`: it is not. */
  #lostBy: "connection" | "silence" | undefined;

  constructor(parts: EngineWatchParts) {
    this.#parts = parts;
    const { timeoutMs } = parts;
    const onSilent = () => this.lose("silence", new Error(`nothing has come back for ${timeoutMs} ms`));
    this.#pulse = new Pulse(timeoutMs, { onSilent });
  }

  get isLost(): boolean {
    return this.#lostBy !== undefined;
  }

  get isDisconnected(): boolean {
    return this.#lostBy === "connection";
  }

  /** This node has said something that comes back to it. */
  spoke(): void {
    if (this.#parts.channel.hearsItself) this.#pulse.spoke();
  }

  /** Something has come back. */
  heard(): void {
    this.#pulse.heard();
    // What the network held back follows.
    if (this.#lostBy === "silence") this.back(true);
  }

  check(wasPaused: boolean): void {
    this.#pulse.check(wasPaused);
  }

  lose(by: "connection" | "silence", reason: Error): void {
    const { engine, namespace, channel, onLost } = this.#parts;
    const wasLost = this.isLost;
    if (by === "connection" || !wasLost) this.#lostBy = by;
    channel.onEngineLost?.(by);
    if (wasLost) return;
    const error = new EngineLostError(engine, namespace, reason);
    process.emitWarning(error.message, { code: error.code });
    onLost(error);
  }

  back(kept: boolean): void {
    if (!this.isLost) return;
    this.#lostBy = undefined;
    const { engine, namespace, onBack } = this.#parts;
    const fate = kept ? "what was said meanwhile follows" : "what was said meanwhile is lost here";
    process.emitWarning(`${engine} is back for namespace ${namespace}; ${fate}`, {
      code: "SIGNALBOX_ENGINE_BACK",
    });
    onBack(kept);
  }
}
