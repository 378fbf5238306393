import {
  describeCloseCode,
  type HandshakeErrorCode,
  handshakeErrors,
  protocolErrors,
} from "../websocket/index.js";
import type { Span, SpanTexts } from "./span.js";

const opcodes: Readonly<Record<number, readonly [name: string, explanation: string]>> = {
  0: ["continuation", "The payload goes on with the message that an earlier frame began."],
  1: ["text", "The payload is UTF-8 text."],
  2: ["binary", "The payload is bytes that the application gives a meaning."],
  8: ["close", "The sender will send nothing after this frame and asks the other side to close."],
  9: ["ping", "The other side must answer with a pong that repeats the payload."],
  10: ["pong", "The answer to a ping, or a sign of life without one."],
};

/** What a header does in an opening handshake. */
const headers: Readonly<Record<string, string>> = {
  host: "The server, and the port where it is not the default one, that the client means.",
  upgrade: "Names the protocol to switch to. It must be websocket.",
  connection: "Says that Upgrade is meant for this connection alone. It must contain Upgrade.",
  "sec-websocket-key":
    "16 random bytes in Base64. The server proves with Sec-WebSocket-Accept that it has read them.",
  "sec-websocket-version": "The version of the WebSocket protocol. RFC 6455 is version 13.",
  "sec-websocket-protocol":
    "Subprotocols: in a request those the client can speak, best first; in the answer the one chosen.",
  "sec-websocket-extensions":
    "Extensions: in a request offers, best first; in the answer those that are in use.",
  "sec-websocket-accept":
    "SHA-1 of the key and a fixed text, in Base64: proof that the server has read the handshake.",
  origin: "The site whose page opened the connection. A server refuses sites it does not expect.",
  cookie: "Cookies of the client for this server.",
  "set-cookie": "A cookie for the client to keep.",
  authorization: "Credentials of the client.",
  "user-agent": "The program that opened the connection.",
};

const parameters: Readonly<Record<string, string>> = {
  server_no_context_takeover: "The server compresses each message on its own.",
  client_no_context_takeover: "The client compresses each message on its own.",
  server_max_window_bits: "Limits the window of the server's compressor to this power of two.",
  client_max_window_bits:
    "Limits the window of the client's compressor, or says that the client can be told to.",
};

const opcodeName = (span: Span) => opcodes[Number(span.value)]?.[0] ?? `reserved ${span.value}`;
const bytes = (value: Span["value"]) => `${value} ${value === 1 ? "byte" : "bytes"}`;
const bit = (name: string, set: string, clear: string) => (span: Span) => ({
  label: `${name}: ${span.value ? 1 : 0}`,
  explanation: span.value ? set : clear,
});
const reserved = (name: string) =>
  bit(name, `${name} is set, but nothing gives it a meaning.`, "Reserved, 0.");

/** The wording of frames and handshakes. */
export const websocketTexts: SpanTexts = {
  truncated: (span) => ({
    label: "Not all here",
    explanation:
      span.value === undefined ? "The bytes end here." : `${bytes(span.value)} more should follow.`,
  }),
  "websocket.frame": (span) => ({
    label: `Frame: ${opcodeName(span)}`,
    explanation: "One WebSocket frame: a header of 2 to 14 bytes, then the payload.",
  }),
  "websocket.first-byte": () => ({
    label: "First byte",
    explanation: "FIN, three reserved bits and the opcode.",
  }),
  "websocket.fin": bit("FIN", "The last frame of its message.", "More frames of the message follow."),
  "websocket.rsv1": bit(
    "RSV1",
    "The message is compressed (permessage-deflate).",
    "The message is not compressed.",
  ),
  "websocket.rsv2": reserved("RSV2"),
  "websocket.rsv3": reserved("RSV3"),
  "websocket.opcode": (span) => ({
    label: `Opcode: ${opcodeName(span)}`,
    explanation: opcodes[Number(span.value)]?.[1] ?? "An opcode that is reserved for later versions.",
  }),
  "websocket.second-byte": () => ({
    label: "Second byte",
    explanation: "The mask bit and the payload length.",
  }),
  "websocket.mask": bit(
    "Mask",
    "The payload is masked, as every frame of a client is.",
    "The payload is not masked, as no frame of a server is.",
  ),
  "websocket.length": (span) => ({
    label: `Length: ${span.value}`,
    explanation:
      span.value === 126
        ? "126 stands for: the length is in the next two bytes."
        : span.value === 127
          ? "127 stands for: the length is in the next eight bytes."
          : `The payload has ${bytes(span.value)}.`,
  }),
  "websocket.extended-length": (span) => ({
    label: `Extended length: ${span.value}`,
    explanation: `The payload has ${bytes(span.value)}.`,
  }),
  "websocket.mask-key": (span) => ({
    label: `Masking key: ${span.value}`,
    explanation: "Each byte of the payload is XORed with one of these four, in turn.",
  }),
  "websocket.payload.text": () => ({ label: "Payload: text", explanation: "UTF-8 text." }),
  "websocket.payload.binary": (span) => ({
    label: "Payload: binary",
    explanation: `${bytes(span.value)} of the application.`,
  }),
  "websocket.payload.continuation": (span) => ({
    label: "Payload: continuation",
    explanation: `${bytes(span.value)} of a message that began earlier.`,
  }),
  "websocket.payload.compressed": (span) => ({
    label: "Payload: compressed",
    explanation: `${bytes(span.value)} of raw DEFLATE, without the 00 00 ff ff at its end.`,
  }),
  "websocket.payload.close": () => ({
    label: "Payload: close",
    explanation: "A close code of two bytes and a reason in UTF-8.",
  }),
  "websocket.payload.ping": () => ({
    label: "Payload: ping",
    explanation: "The pong must repeat these bytes.",
  }),
  "websocket.payload.pong": () => ({
    label: "Payload: pong",
    explanation: "The bytes of the ping that it answers.",
  }),
  "websocket.payload.unknown": () => ({
    label: "Payload",
    explanation: "The payload of a frame with a reserved opcode.",
  }),
  "websocket.close-code": (span) => {
    const { name, meaning } = describeCloseCode(Number(span.value));
    return {
      label: `Close code: ${span.value} ${name}`,
      explanation: `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    };
  },
  "websocket.close-reason": (span) => ({
    label: `Reason: ${span.value}`,
    explanation: "Why the connection is closed, in words.",
  }),
  "websocket.invalid-utf8": () => ({ label: "Not UTF-8", explanation: "No UTF-8 text can have this here." }),

  "http.request-head": () => ({
    label: "Opening handshake",
    explanation: "An HTTP request that asks the server to switch this connection to WebSocket.",
  }),
  "http.response-head": () => ({
    label: "Answer to the handshake",
    explanation: "With 101 the connection is a WebSocket from the next byte on.",
  }),
  "http.request-line": () => ({ label: "Request line", explanation: "Method, target and HTTP version." }),
  "http.status-line": () => ({ label: "Status line", explanation: "HTTP version, status and its name." }),
  "http.method": (span) => ({
    label: `Method: ${span.value}`,
    explanation: "An opening handshake is a GET.",
  }),
  "http.target": (span) => ({ label: `Target: ${span.value}`, explanation: "Path and query of the URL." }),
  "http.version": (span) => ({
    label: `HTTP/${span.value}`,
    explanation: "The version of HTTP, 1.1 at least.",
  }),
  "http.status": (span) => ({
    label: `Status: ${span.value}`,
    explanation:
      span.value === 101 ? "The server agrees to switch protocols." : "The server does not switch protocols.",
  }),
  "http.reason": (span) => ({
    label: String(span.value),
    explanation: "The status in words; it has no effect.",
  }),
  "http.header": (span) => ({
    label: `Header: ${span.value}`,
    explanation: headers[String(span.value)] ?? "A header without a meaning for the handshake.",
  }),
  "http.header-name": (span) => ({
    label: String(span.value),
    explanation: "The header's name, in any case of letters.",
  }),
  "http.header-value": (span) => ({ label: String(span.value), explanation: "The header's value." }),
  "http.subprotocol": (span) => ({
    label: `Subprotocol: ${span.value}`,
    explanation: "What the messages mean is agreed under this name.",
  }),
  "http.extension": (span) => ({
    label: `Extension: ${span.value}`,
    explanation:
      span.value === "permessage-deflate"
        ? "Messages may be compressed with DEFLATE (RFC 7692)."
        : "An extension of the protocol.",
  }),
  "http.extension-parameter": (span) => ({
    label: `Parameter: ${span.value}`,
    explanation: parameters[String(span.value).replace(/\s*=.*$/, "")] ?? "A parameter of the extension.",
  }),
  "http.line-end": (span) => ({
    label: span.error === undefined ? "CR LF" : "LF",
    explanation: "The end of the line.",
  }),
  "http.empty-line": () => ({ label: "Empty line", explanation: "The end of the head." }),
};

/** The rule behind a `WIRE_*` code. */
export function websocketErrorText(code: string): string | undefined {
  if (code in protocolErrors) return protocolErrors[code as keyof typeof protocolErrors].message;
  if (code in handshakeErrors) return handshakeErrors[code as HandshakeErrorCode].message;
  return undefined;
}
