/**
 * Which stream a namespace is in, when there are several: by a hash of its name, as the official adapter
 * has it, so that nodes agree.
 */
export function streamNameFor(namespace: string, streamName: string, streamCount: number): string {
  return streamCount === 1 ? streamName : `${streamName}-${Math.abs(hashOf(namespace) % streamCount)}`;
}

/**
 * The streams in which messages of a namespace may be found. Official nodes do not take the absolute value
 * of a negative hash, and write to a stream that they do not read; we do.
 */
export function streamNamesOf(namespace: string, streamName: string, streamCount: number): string[] {
  const own = streamNameFor(namespace, streamName, streamCount);
  const remainder = streamCount === 1 ? 0 : hashOf(namespace) % streamCount;
  return remainder < 0 ? [own, `${streamName}-${remainder}`] : [own];
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  return hash;
}
