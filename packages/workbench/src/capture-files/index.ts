export { sentCloseOf } from "./close-frame.js";
export {
  type ControlPacket,
  controlPacketOf,
  type Decoded,
  decode,
  factsOf,
  isMessagePack,
  payloadBytes,
} from "./content.js";
export { CaptureFileError, type CaptureFileErrorCode } from "./errors.js";
export { jsonLine } from "./json-line.js";
export { type Capture, type CapturedConnection, type CapturedRow, readCapture } from "./read.js";
export { nothing, show, showBytes, showEntry, showText } from "./show.js";
export { writeCapture } from "./write.js";
