import type { Collection, ReadCollection, WriteOptions, Written } from "../collection.js";
import { Losses } from "../losses.js";
import type { Source } from "../parse.js";
import type { Recording } from "../recording.js";
import { describeCollection } from "./describe-collection.js";
import { describeRecording } from "./describe-recording.js";
import type { ApiDescription } from "./description.js";
import { readAsyncApi } from "./read.js";
import { collectionOf } from "./to-collection.js";
import { writeAsyncApi2, writeAsyncApi3 } from "./write.js";

export type AsyncApiVersion = 2 | 3;

export type { ApiChannel, ApiDescription, ApiMessage, ApiPayload, ApiServer } from "./description.js";
export { isBinary, valuesOf, withoutBytes } from "./payload-values.js";
export { readAsyncApi } from "./read.js";
export { addressOf, serversOf, splitAddress } from "./servers.js";

/** Whether a text is meant as an AsyncAPI document of any version. */
export function isAsyncApi(text: string): boolean {
  return /^\s*\{?\s*["']?asyncapi["']?\s*:/m.test(text);
}

export function readAsyncApiCollection(source: Source): ReadCollection {
  return collectionOf(source.file, readAsyncApi(source));
}

export function writeAsyncApiOfCollection(
  collection: Collection,
  version: AsyncApiVersion,
  options: WriteOptions,
): Written {
  const losses = new Losses();
  const description = describeCollection(collection, losses, options);
  return write(description, version, losses);
}

/** A description of what was seen: an API's first draft, inferred. */
export function writeAsyncApiOfRecording(
  title: string,
  recording: Recording,
  version: AsyncApiVersion,
): Written {
  return write(describeRecording(title, recording), version, new Losses());
}

function write(description: ApiDescription, version: AsyncApiVersion, losses: Losses): Written {
  return version === 2 ? writeAsyncApi2(description, losses.list) : writeAsyncApi3(description, losses.list);
}
