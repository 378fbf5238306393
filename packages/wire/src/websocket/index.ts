export * from "./close-codes.js";
export {
  HandshakeError,
  type HandshakeErrorCode,
  handshakeErrors,
  type ProtocolErrorCode,
  protocolErrors,
  WebSocketProtocolError,
} from "./errors.js";
export {
  type Extension,
  type ExtensionParameter,
  formatExtensions,
  parseExtensions,
} from "./extensions.js";
export { type FrameHandler, FrameReader } from "./frame-reader.js";
export { closeCodeOf } from "./frame-rules.js";
export { encodeFrame, type Frame, frameHeadLength, writeFrameHead } from "./frame-writer.js";
export {
  checkHandshakeRequest,
  formatHandshakeRequest,
  type HandshakeDemand,
  type HandshakeRequest,
} from "./handshake-request.js";
export {
  checkHandshakeResponse,
  formatHandshakeResponse,
  type HandshakeChoice,
  type HandshakeResponse,
} from "./handshake-response.js";
export {
  countHeader,
  type HeadersByName,
  HeadReader,
  headersByName,
  headerValue,
  parseRequestHead,
  parseResponseHead,
  type RequestHead,
  type ResponseHead,
} from "./head.js";
export { formatFields, formatResponseHead, type HeaderPairs } from "./head-writer.js";
export { acceptKey, createKey, handshakeGuid, isKey } from "./key.js";
export { latin1Bytes, latin1Text } from "./latin1.js";
export { advanceMaskKey, mask, maskInto, maskKeyFromBytes } from "./mask.js";
export { FIN, isKnownOpcode, MASK, Opcode, RSV1, RSV2, RSV3 } from "./opcode.js";
export {
  type FrameReaderOptions,
  frameReaderDefaults,
  frameReaderOptions,
  type HeadLimits,
  headLimitDefaults,
} from "./options.js";
export {
  answerDeflateOffers,
  checkDeflateAnswer,
  type DeflateAgreement,
  type DeflateAnswer,
  type DeflateOffer,
  type DeflateServerOptions,
  formatDeflateOffer,
  parseDeflateOffer,
  permessageDeflate,
} from "./permessage-deflate.js";
export { formatSubprotocols, parseSubprotocols } from "./subprotocols.js";
export { isToken, listHasToken, trimSpace } from "./tokens.js";
export { encodeUtf8, isUtf8, type Utf8Check, Utf8Validator } from "./utf8.js";
