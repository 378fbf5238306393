/** The `error` of a span that should have gone on behind the last byte. */
export const truncated = "ANATOMY_TRUNCATED";

/** A span's value is for reading, not for data: longer texts are cut here. */
const previewBytes = 256;

// A global of every JavaScript runtime, but of no ECMAScript library that TypeScript ships.
declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

const decoder = new TextDecoder("utf-8");

/** The beginning of a text; wrong bytes become U+FFFD. */
export function previewText(bytes: Uint8Array): string {
  if (bytes.length <= previewBytes) return decoder.decode(bytes);
  return `${decoder.decode(bytes.subarray(0, previewBytes)).replace(/\uFFFD$/, "")}…`;
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
