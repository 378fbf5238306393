export { type AsyncApiVersion, writeAsyncApiOfRecording } from "./asyncapi/index.js";
export type { Collection, CollectionRequest, ReadCollection, WriteOptions, Written } from "./collection.js";
export { FormatError, type FormatErrorCode } from "./errors.js";
export { collectionFormats, readCollection } from "./formats.js";
export { readHar } from "./har/read.js";
export { writeHar } from "./har/write.js";
export type { Loss } from "./losses.js";
export type { Source } from "./parse.js";
export type { ReadRecording, RecordedConnection, RecordedMessage, Recording } from "./recording.js";
