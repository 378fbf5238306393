import { Packr } from "msgpackr";

/**
 * MessagePack that gives the other node's clients what JSON gives this node's: no members that are
 * undefined or functions, `toJSON` honoured, a Map or a Set empty. Integers beyond 32 bits are read as
 * numbers, not as BigInt. Bytes are copied, so that a small packet does not keep a large chunk alive.
 */
const packr = new Packr({
  useRecords: false,
  variableMapSize: true,
  moreTypes: false,
  encodeUndefinedAsNil: true,
  useToJSON: true,
  setAsEmptyObject: true,
  mapAsEmptyObject: true,
  largeBigIntToFloat: true,
  int64AsType: "number",
  copyBuffers: true,
  // Not in the package's types.
  ...{ skipValues: { includes: (value: unknown) => value === undefined || typeof value === "function" } },
});

export function encodeMessagePack(value: unknown): Buffer {
  return packr.pack(value);
}

export function decodeMessagePack(bytes: Uint8Array): unknown {
  return packr.unpack(bytes);
}
