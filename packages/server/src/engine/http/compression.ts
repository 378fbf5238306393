import { promisify } from "node:util";
import { deflate, gzip, type ZlibOptions } from "node:zlib";
import type { HttpCompressionOptions } from "../options.js";
import { preferredCoding } from "./accept-encoding.js";

const ENCODERS = { gzip: promisify(gzip), deflate: promisify(deflate) };

export interface EncodedBody {
  readonly body: Buffer;
  readonly encoding: keyof typeof ENCODERS;
}

/** Compresses a polling answer, if it is long enough and the client understands it. */
export function compressBody(
  body: Buffer,
  acceptEncoding: string | undefined,
  option: boolean | HttpCompressionOptions,
): Promise<EncodedBody> | undefined {
  if (option === false) return undefined;
  const { threshold = 1024, ...zlibOptions } = option === true ? {} : option;
  if (body.length < threshold) return undefined;
  const encoding = preferredCoding(acceptEncoding, ["gzip", "deflate"] as const);
  if (encoding === undefined) return undefined;
  const encode = ENCODERS[encoding];
  return encode(body, zlibOptions as ZlibOptions).then((encoded) => ({ body: encoded, encoding }));
}
