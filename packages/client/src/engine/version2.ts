import type { EngineCodec, EngineVersion } from "@signalbox/wire/engine";
import type { RefusedHandshake } from "../errors.js";
import type { HttpRequest } from "../runtime/runtime.js";

/** What it takes to speak with Socket.IO 2, and to find out that it must be spoken. */
export interface Version2Support {
  readonly codec: EngineCodec;
  /** The Engine.IO version of a first polling answer. */
  versionOfAnswer(body: string | Uint8Array): EngineVersion;
  /** Finds out the version by a request of its own; undefined when polling is off. */
  askVersion(
    request: HttpRequest,
    onVersion: (version: EngineVersion | undefined) => void,
    onError: (description: unknown, refused?: RefusedHandshake) => void,
  ): () => void;
}

let support: Version2Support | undefined;

/** Called by the Node entry, and in browsers by `@signalbox/client/v2`. */
export function useVersion2(given: Version2Support): void {
  support = given;
}

export function version2(): Version2Support {
  if (support === undefined) throw new Error('version 2 and "auto" need @signalbox/client/v2');
  return support;
}
