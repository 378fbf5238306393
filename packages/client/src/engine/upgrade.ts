import { TransportError } from "../errors.js";
import type { CloseDetails, Transport, TransportHandler } from "./transport.js";

/** What the upgrade needs of the engine. */
export interface Upgradable {
  readonly transport: Transport;
  /** The new transport answered; the old one is told to fall silent. */
  onUpgrading(transport: Transport): void;
  /** The old transport is silent, and the new one is in its place. */
  onUpgraded(transport: Transport): void;
  onUpgradeError(error: TransportError): void;
}

/**
 * Tries a better transport beside the one in use: ping and pong "probe" over it, then silence on the
 * old one, then "upgrade". Returns a function that gives up. (Engine.IO protocol, "Upgrade".)
 */
export function probe(engine: Upgradable, create: (handler: TransportHandler) => Transport): () => void {
  const old = engine.transport;
  let done = false;
  const fail = (reason: string, cause?: unknown) => {
    if (done) return;
    done = true;
    candidate.close();
    old.resume();
    const error = new TransportError(`probe error: ${reason}`, cause, undefined, cause);
    engine.onUpgradeError(Object.assign(error, { transport: candidate.name }));
  };
  const candidate = create({
    onOpen: () => candidate.send([{ type: "ping", data: "probe" }]),
    onPacket: ({ type, data }) => {
      if (done) return;
      if (type !== "pong" || data !== "probe") return fail("no pong");
      engine.onUpgrading(candidate);
      old.pause(() => {
        if (done) return;
        done = true;
        candidate.send([{ type: "upgrade" }]);
        engine.onUpgraded(candidate);
      });
    },
    onDrain() {},
    onError: (error) => fail(error.message, error),
    onClose: (details?: CloseDetails) => fail("transport closed", details),
  });
  candidate.open();
  return () => fail("engine closed");
}
