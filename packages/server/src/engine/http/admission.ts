import type { IncomingMessage } from "node:http";
import { EngineErrorCode, EngineRefusal } from "../errors.js";
import type { EngineOptions } from "../options.js";
import type { Session } from "../session/session.js";
import { type EngineQuery, hasValidOrigin, versionOf } from "./request.js";

const { UNKNOWN_TRANSPORT, UNKNOWN_SID, BAD_HANDSHAKE_METHOD, BAD_REQUEST } = EngineErrorCode;

export interface Admission {
  readonly request: IncomingMessage;
  readonly query: EngineQuery;
  readonly isUpgrade: boolean;
}

/** What is wrong with a request by the rules of the protocol, if anything. */
export function findFault(
  { request, query, isUpgrade }: Admission,
  { transports }: Pick<EngineOptions, "transports">,
  session: Session | undefined,
): EngineRefusal | undefined {
  const { transport, sid } = query;
  if (transport === undefined || !(transports as readonly string[]).includes(transport)) {
    return new EngineRefusal(UNKNOWN_TRANSPORT, { transport });
  }
  if (!hasValidOrigin(request)) {
    return new EngineRefusal(BAD_REQUEST, { name: "INVALID_ORIGIN", origin: request.headers.origin });
  }
  if (sid === undefined) {
    if (request.method !== "GET") return new EngineRefusal(BAD_HANDSHAKE_METHOD, { method: request.method });
    if (isUpgrade !== (transport === "websocket")) {
      return new EngineRefusal(BAD_REQUEST, { name: "TRANSPORT_HANDSHAKE_ERROR" });
    }
    return undefined;
  }
  if (session === undefined) return new EngineRefusal(UNKNOWN_SID, { sid });
  const expected = isUpgrade ? "websocket" : session.transport.name;
  if (transport !== expected) {
    const previousTransport = session.transport.name;
    return new EngineRefusal(BAD_REQUEST, { name: "TRANSPORT_MISMATCH", transport, previousTransport });
  }
  const protocol = versionOf(query);
  if (protocol !== session.protocol) {
    const previousProtocol = session.protocol;
    return new EngineRefusal(BAD_REQUEST, { name: "PROTOCOL_MISMATCH", protocol, previousProtocol });
  }
  return undefined;
}

/** Whether a new session may be made of a request that has no fault: the application decides. */
export function askToAllow(
  { request, query }: Admission,
  { allowRequest, allowEIO3 }: Pick<EngineOptions, "allowRequest" | "allowEIO3">,
  done: (refusal?: EngineRefusal) => void,
): void {
  const checkVersion = (): void => {
    const protocol = versionOf(query);
    if (protocol === 3 && !allowEIO3) {
      done(new EngineRefusal(EngineErrorCode.UNSUPPORTED_PROTOCOL_VERSION, { protocol }));
    } else {
      done();
    }
  };
  if (allowRequest === undefined) {
    checkVersion();
    return;
  }
  allowRequest(request, (error, allowed) => {
    if (allowed) checkVersion();
    else done(new EngineRefusal(EngineErrorCode.FORBIDDEN, { message: error }));
  });
}
