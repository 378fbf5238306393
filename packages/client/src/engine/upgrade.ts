import type { EnginePacket } from "@signalbox/wire/engine";
import { TransportError } from "../errors.js";
import type { CloseDetails, Transport, TransportClass, TransportHandler } from "./transport.js";

/** What an upgrade needs of the engine. */
export interface Upgradable {
  createTransport(Class: TransportClass, handler: TransportHandler): Transport;
  /** The transport in use is silent: go on with another. */
  switchTo(transport: Transport): void;
  flush(): void;
  /** @internal */
  _fire(event: "upgrading" | "upgrade" | "upgradeError", args: readonly unknown[]): unknown;
}

/**
 * Tries better transports beside the one in use: ping and pong "probe" over the new one, then silence
 * on the old one, then "upgrade". (Engine.IO protocol, "Upgrade".)
 */
export class Upgrade {
  /** Whether a new transport has answered and the old one is about to fall silent. */
  isSettling = false;
  readonly #old: Transport;
  readonly #engine: Upgradable;
  readonly #stops: (() => void)[];

  constructor(old: Transport, engine: Upgradable, classes: readonly TransportClass[]) {
    this.#old = old;
    this.#engine = engine;
    this.#stops = classes.map((Class) => this.#probe(Class));
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  /** Returns a function that gives up. */
  #probe(Class: TransportClass): () => void {
    const engine = this.#engine;
    const old = this.#old;
    let done = false;
    const fail = (reason: unknown, cause?: unknown) => {
      if (done) return;
      done = true;
      candidate.close();
      old.resume();
      this.isSettling = false;
      const error = new TransportError(`probe error: ${reason}`, cause, undefined, cause);
      engine._fire("upgradeError", [Object.assign(error, { transport: candidate.name })]);
      engine.flush();
    };
    const candidate = engine.createTransport(Class, {
      onOpen: () => candidate.send([{ type: "ping", data: "probe" }]),
      onPacket: ({ type, data }: EnginePacket) => {
        if (done) return;
        if (type !== "pong" || data !== "probe") return fail("no pong");
        this.isSettling = true;
        engine._fire("upgrading", [candidate]);
        old.suspend(() => {
          if (done) return;
          done = true;
          candidate.send([{ type: "upgrade" }]);
          this.isSettling = false;
          engine.switchTo(candidate);
          engine._fire("upgrade", [candidate]);
          engine.flush();
        });
      },
      onDrain() {},
      onError: (error) => fail(error, error),
      onClose: (details?: CloseDetails) => fail("transport closed", details),
    });
    candidate.open();
    return () => fail("engine closed");
  }
}
