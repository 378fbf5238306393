import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Bytes } from "../format.js";

/** Bytes as they are written in a scenario; a bare text is Base64, as in composed messages. */
export type BytesSpec = string | Bytes;

export function isBytesSpec(value: unknown): value is BytesSpec {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null) return false;
  const [key, ...others] = Object.keys(value);
  const isKnown = key === "hex" || key === "base64" || key === "utf8" || key === "file";
  return isKnown && others.length === 0 && typeof Reflect.get(value, key) === "string";
}

/** Throws an `Error` that says what is wrong with them. */
export function bytesOf(spec: BytesSpec, directory: string): Buffer {
  if (typeof spec === "string") return fromBase64(spec);
  if (spec.hex !== undefined) return fromHex(spec.hex);
  if (spec.base64 !== undefined) return fromBase64(spec.base64);
  if (spec.file !== undefined) return readFileSync(resolve(directory, spec.file));
  return Buffer.from(spec.utf8 ?? "");
}

export function fromHex(written: string): Buffer {
  const digits = written.replace(/^0x|[\s:]+/g, "");
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) throw new Error(`"${written}" is not hex`);
  return Buffer.from(digits, "hex");
}

function fromBase64(written: string): Buffer {
  const text = written.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw new Error(`"${written}" is not Base64`);
  return Buffer.from(text, "base64");
}
