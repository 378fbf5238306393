import {
  decodePayload,
  type EngineOpen,
  type EngineVersion,
  encodePayload,
  parseOpen,
} from "@signalbox/wire/engine";
import type { RefusedHandshake } from "../errors.js";
import type { SocketIoVersion } from "../options.js";
import { type HttpRequest, runtime } from "../runtime/runtime.js";

/**
 * The Engine.IO version of a first polling answer: version 4 begins with the open packet, version 3
 * with its length, whatever was asked for.
 */
export function versionOfAnswer(body: string | Uint8Array): EngineVersion {
  return typeof body === "string" && /^\d+:0\{/.test(body) ? 3 : 4;
}

/** The oldest Socket.IO version that opens a session so; `maxPayload` came with Socket.IO 4.3. */
export function socketIoVersion(version: EngineVersion, open: EngineOpen): SocketIoVersion {
  return version === 3 ? 2 : open.maxPayload === undefined ? 3 : 4;
}

/** Whether a server refused polling itself (code 0, "Transport unknown"), so that WebSocket is worth a try. */
export function isTransportUnknown({ status, body }: RefusedHandshake): boolean {
  return status === 400 && /"code":\s*0\b/.test(body);
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
      const version = versionOfAnswer(body);
      try {
        const [first] = decodePayload(body, version);
        const { sid } = parseOpen(first?.type === "open" ? first.data : undefined);
        const url = `${request.url}&sid=${encodeURIComponent(sid)}`;
        const close = encodePayload([{ type: "close" }], version, { binary: false });
        runtime().request({ ...request, method: "POST", url, body: close }, ignore, ignore);
      } catch {
        return onError(response.status, refused);
      }
      onVersion(version);
    },
    onError,
  );
}

function ignore(): void {}
