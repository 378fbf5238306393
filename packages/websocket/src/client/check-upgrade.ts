import type { IncomingMessage } from "node:http";
import {
  checkDeflateAnswer,
  checkHandshakeResponse,
  type DeflateAgreement,
  type DeflateOffer,
  HandshakeError,
  type HandshakeErrorCode,
} from "@signalbox/wire/websocket";
import { WebSocketError } from "../errors.js";

/** What the server agreed to. */
export interface ClientAgreement {
  readonly protocol: string;
  readonly deflate: DeflateAgreement | undefined;
}

export interface SentHandshake {
  readonly key: string;
  readonly protocols: readonly string[];
  readonly offer: DeflateOffer | undefined;
}

/** The wording that programs written for ws know. */
const messages: Partial<Record<HandshakeErrorCode, string>> = {
  WIRE_INVALID_UPGRADE: "Invalid Upgrade header",
  WIRE_INVALID_ACCEPT: "Invalid Sec-WebSocket-Accept header",
  WIRE_INVALID_EXTENSIONS: "Invalid Sec-WebSocket-Extensions header",
  WIRE_INVALID_DEFLATE_ANSWER: "Invalid Sec-WebSocket-Extensions header",
  WIRE_UNEXPECTED_EXTENSION: "Server indicated an extension that was not requested",
};

/** Checks the answer of a server (RFC 6455 section 4.1). @throws WebSocketError */
export function checkUpgrade(response: IncomingMessage, sent: SentHandshake): ClientAgreement {
  try {
    const choice = checkHandshakeResponse(response, sent);
    if (choice.protocol === undefined && sent.protocols.length > 0)
      throw invalid("Server sent no subprotocol");
    if (choice.extensions.length === 0) return { protocol: choice.protocol ?? "", deflate: undefined };
    if (sent.offer === undefined) {
      throw invalid("Server sent a Sec-WebSocket-Extensions header but no extension was requested");
    }
    return { protocol: choice.protocol ?? "", deflate: checkDeflateAnswer(choice.extensions, sent.offer) };
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    if (error.code === "WIRE_UNEXPECTED_PROTOCOL") {
      throw invalid(
        sent.protocols.length > 0
          ? "Server sent an invalid subprotocol"
          : "Server sent a subprotocol but none was requested",
        error,
      );
    }
    throw invalid(messages[error.code] ?? error.message, error);
  }
}

function invalid(message: string, cause?: Error): WebSocketError {
  return new WebSocketError("WS_ERR_INVALID_HANDSHAKE", message, { cause });
}
