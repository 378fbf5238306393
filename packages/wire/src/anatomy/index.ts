export {
  dissectEnginePacket,
  dissectEnginePayload,
  type EngineDissectOptions,
  engineTexts,
} from "./engine.js";
export { describeSpan, describeSpanError, spanKinds } from "./english.js";
export { dissectSocketPacket, socketTexts } from "./socket.js";
export type { Span, SpanText, SpanTexts } from "./span.js";
export { dissectWebSocket } from "./websocket.js";
export { websocketErrorText, websocketTexts } from "./websocket-english.js";
export { dissectFrames, type FrameDissection } from "./websocket-frames.js";
export { dissectHandshake } from "./websocket-handshake.js";
