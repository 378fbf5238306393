import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";

let folder: string | undefined;

function file(name: string, bytes: Uint8Array | string): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** An EVENT packet whose one argument fills it up to `size` bytes. */
export function socketIoEvent(size: number): string {
  const frame = '42["m",""]';
  return file(`event-${size}`, `42["m","${"x".repeat(Math.max(1, size - frame.length))}"]`);
}

/** JSON of `size` bytes, compressed as RFC 7692 section 7.2.1 asks, without reference to an earlier message. */
export function compressedJson(size: number): string {
  const items: unknown[] = [];
  while (JSON.stringify(items).length < size) {
    items.push({
      id: items.length * 7919,
      name: `signal ${items.length}`,
      state: items.length % 3 ? "clear" : "stop",
    });
  }
  const text = JSON.stringify(items).slice(0, size);
  const compressed = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
  return file(`json-${size}`, compressed.subarray(0, compressed.length - 4));
}
