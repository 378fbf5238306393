import { type EngineVersion, engine3, engine4, parseOpen } from "@signalbox/wire/engine";
import { isTransportUnknown, type RefusedHandshake } from "../errors.js";
import { type HttpRequest, runtime } from "../runtime/runtime.js";

/**
 * The Engine.IO version of a first polling answer: version 4 begins with the open packet, version 3
 * with its length, whatever was asked for.
 */
export function versionOfAnswer(body: string | Uint8Array): EngineVersion {
  return typeof body === "string" && /^\d+:0\{/.test(body) ? 3 : 4;
}

/**
 * Asks the server over polling which Engine.IO version it speaks, and closes the session that this
 * opened. Calls back with undefined when polling is off.
 */
export function askVersion(
  request: HttpRequest,
  onVersion: (version: EngineVersion | undefined) => void,
  onError: (description: unknown, refused?: RefusedHandshake) => void,
): () => void {
  return runtime().request(
    request,
    (response) => {
      const { body, ...rest } = response;
      const refused = { ...rest, body: typeof body === "string" ? body : "" };
      if (isTransportUnknown(refused)) return onVersion(undefined);
      const codec = versionOfAnswer(body) === 3 ? engine3 : engine4;
      try {
        const [first] = codec.decodePayload(body);
        const { sid } = parseOpen(first?.type === "open" ? first.data : undefined);
        const url = `${request.url}&sid=${encodeURIComponent(sid)}`;
        const close = codec.encodePayload([{ type: "close" }], false);
        runtime().request({ ...request, method: "POST", url, body: close }, ignore, ignore);
      } catch {
        return onError(response.status, refused);
      }
      onVersion(codec.version);
    },
    onError,
  );
}

function ignore(): void {}
