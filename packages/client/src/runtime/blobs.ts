/** Deeper than the encoder allows; what nests further is refused there. */
const maxNesting = 1100;

/**
 * Data with the bytes of its Blobs and Files in their places, once they have been read; undefined when
 * it has none, so that other data is not held up.
 */
export function readBlobs(value: unknown, depth = 0): Promise<unknown> | undefined {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || depth > maxNesting) {
    return undefined;
  }
  if (value instanceof Blob) return value.arrayBuffer();
  const reads: Promise<[string, unknown]>[] = [];
  for (const [key, member] of Object.entries(value)) {
    const read = readBlobs(member, depth + 1);
    if (read) reads.push(read.then((bytes) => [key, bytes]));
  }
  if (reads.length === 0) return undefined;
  return Promise.all(reads).then((members) =>
    Object.assign(Array.isArray(value) ? [...value] : { ...value }, Object.fromEntries(members)),
  );
}
