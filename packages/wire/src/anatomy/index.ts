export {
  dissectEnginePacket,
  dissectEnginePayload,
  type EngineDissectOptions,
  engineTexts,
} from "./engine.js";
export { dissectSocketPacket, socketTexts } from "./socket.js";
export type { Span, SpanText, SpanTexts } from "./span.js";
