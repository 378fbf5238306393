import { promisify } from "node:util";
import { deflate, gzip, type ZlibOptions } from "node:zlib";
import type { HttpCompressionOptions } from "./options.js";

const encoders = { gzip: promisify(gzip), deflate: promisify(deflate) };

export interface EncodedBody {
  readonly body: Buffer;
  readonly encoding: "gzip" | "deflate";
}

/** Compresses a polling answer, if it is long enough and the client understands it. */
export function compressBody(
  body: Buffer,
  acceptEncoding: string | undefined,
  option: boolean | HttpCompressionOptions,
): Promise<EncodedBody> | undefined {
  if (option === false || acceptEncoding === undefined) return undefined;
  const { threshold = 1024, ...zlibOptions } = option === true ? {} : option;
  if (body.length < threshold) return undefined;
  const accepted = acceptEncoding.toLowerCase();
  const encoding = accepts(accepted, "gzip") ? "gzip" : accepts(accepted, "deflate") ? "deflate" : undefined;
  if (encoding === undefined) return undefined;
  return encoders[encoding](body, zlibOptions as ZlibOptions).then((compressed) => ({
    body: compressed,
    encoding,
  }));
}

function accepts(header: string, coding: string): boolean {
  const found = header.split(",").find((part) => part.trim().split(";", 1)[0]?.trim() === coding);
  return found !== undefined && !/;\s*q=0(\.0*)?\s*$/.test(found);
}
