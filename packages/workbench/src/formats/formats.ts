import { isAsyncApi, readAsyncApiCollection, writeAsyncApiOfCollection } from "./asyncapi/index.js";
import { readBruno } from "./bruno/read.js";
import { writeBruno } from "./bruno/write.js";
import type { Collection, ReadCollection, WriteOptions, Written } from "./collection.js";
import { FormatError } from "./errors.js";
import { readHttpFile } from "./http-file/read.js";
import { writeHttpFile } from "./http-file/write.js";
import { readInsomnia } from "./insomnia/read.js";
import { writeInsomnia4, writeInsomnia5 } from "./insomnia/write.js";
import type { Source } from "./parse.js";
import { readPostman } from "./postman/read.js";
import { writePostman2, writePostman3 } from "./postman/write.js";

/** A format of other tools for requests and their messages. */
interface CollectionFormat {
  /** As named on the command line. */
  readonly name: string;
  readonly title: string;
  readonly write: (collection: Collection, options: WriteOptions) => Written;
}

export const collectionFormats: readonly CollectionFormat[] = [
  { name: "postman", title: "Postman collection 3", write: writePostman3 },
  { name: "postman-2.1", title: "Postman collection 2.1", write: writePostman2 },
  { name: "insomnia", title: "Insomnia 5", write: writeInsomnia5 },
  { name: "insomnia-4", title: "Insomnia 4", write: writeInsomnia4 },
  { name: "bruno", title: "Bruno collection", write: writeBruno },
  { name: "http", title: ".http file", write: writeHttpFile },
  {
    name: "asyncapi",
    title: "AsyncAPI 3.0",
    write: (collection, options) => writeAsyncApiOfCollection(collection, 3, options),
  },
  {
    name: "asyncapi-2",
    title: "AsyncAPI 2.6",
    write: (collection, options) => writeAsyncApiOfCollection(collection, 2, options),
  },
];

/**
 * Reads the collection in some files, whichever format they are in. One file, or the files of a Bruno
 * collection. Throws a `FormatError`.
 */
export function readCollection(sources: readonly Source[]): ReadCollection {
  const [first] = sources;
  if (first === undefined) throw new FormatError("FORMAT_EMPTY", "There is no file to read.");
  if (sources.some(({ file }) => /(^|\/)bruno\.json$/.test(file)) || first.file.endsWith(".bru")) {
    return readBruno(sources);
  }
  if (/\.(http|rest)$/.test(first.file)) return readHttpFile(first);
  const { text, file } = first;
  if (isAsyncApi(text)) return readAsyncApiCollection(first);
  if (/"?_type"?\s*:\s*"?export"?/.test(text) || /collection\.insomnia\.rest/.test(text)) {
    return readInsomnia(first);
  }
  if (/schema\.(get)?postman\.com/.test(text) || /ws-(raw|socketio)-request/.test(text)) {
    return readPostman(first);
  }
  if (/^\s*WEBSOCKET\s+\S/im.test(text)) return readHttpFile(first);
  throw new FormatError(
    "FORMAT_UNKNOWN",
    `${file} is of no format that is read here: Postman, Insomnia, Bruno, AsyncAPI, .http.`,
    { file },
  );
}
