/**
 * MessagePack as JSON text, for people: integers with all their digits, bytes as `{"$binary": "<Base64>"}`,
 * extensions as `{"$extension": type, "data": "<Base64>"}`, timestamps as ISO 8601. The format:
 * https://github.com/msgpack/msgpack/blob/master/spec.md
 */

const maxDepth = 64;

/** Undefined when the bytes are not one MessagePack map or array from the first byte to the last. */
export function messagePackText(bytes: Buffer): string | undefined {
  const first = bytes[0] ?? 0;
  // Almost any byte is a MessagePack number: only a map or a list says that it is meant so.
  const isCollection = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
  if (!isCollection || bytes.length < 3) return undefined;
  return readWhole(bytes, (reader) => reader.read(0));
}

/** The `data` of a Socket.IO packet that was written in MessagePack: an array, as JSON text. */
export function packetDataText(bytes: Buffer): string | undefined {
  return readWhole(bytes, (reader) => reader.readMembers().get('"data"'));
}

function readWhole(
  bytes: Buffer,
  read: (reader: MessagePackReader) => string | undefined,
): string | undefined {
  try {
    const reader = new MessagePackReader(bytes);
    const text = read(reader);
    return reader.isAtEnd ? text : undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Reads past the end throw a `RangeError`, text that is not UTF-8 a `TypeError`. */
class MessagePackReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  read(depth: number): string {
    if (depth > maxDepth) throw new RangeError("too deep");
    const type = this.#unsigned(1);
    if (type <= 0x7f) return String(type);
    if (type <= 0x8f) return this.#map(type & 0x0f, depth);
    if (type <= 0x9f) return this.#array(type & 0x0f, depth);
    if (type <= 0xbf) return this.#text(type & 0x1f);
    if (type >= 0xe0) return String(type - 0x100);
    switch (type) {
      case 0xc0:
        return "null";
      case 0xc2:
        return "false";
      case 0xc3:
        return "true";
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return `{"$binary": "${this.#take(this.#unsigned(1 << (type - 0xc4))).toString("base64")}"}`;
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#unsigned(1 << (type - 0xc7)));
      case 0xca:
        return numberText(this.#take(4).readFloatBE());
      case 0xcb:
        return numberText(this.#take(8).readDoubleBE());
      case 0xcc:
      case 0xcd:
      case 0xce:
        return String(this.#unsigned(1 << (type - 0xcc)));
      case 0xcf:
        return String(this.#take(8).readBigUInt64BE());
      case 0xd0:
      case 0xd1:
      case 0xd2: {
        const length = 1 << (type - 0xd0);
        return String(this.#take(length).readIntBE(0, length));
      }
      case 0xd3:
        return String(this.#take(8).readBigInt64BE());
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (type - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#unsigned(1 << (type - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#unsigned(2 << (type - 0xdc)), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#unsigned(2 << (type - 0xde)), depth);
      default:
        throw new RangeError("0xc1 is never used");
    }
  }

  /** The members of a map, names and values as JSON. */
  readMembers(): ReadonlyMap<string, string> {
    const type = this.#unsigned(1);
    if (type >= 0x80 && type <= 0x8f) return this.#members(type & 0x0f, 0);
    if (type === 0xde || type === 0xdf) return this.#members(this.#unsigned(2 << (type - 0xde)), 0);
    throw new RangeError("no map");
  }

  #members(entries: number, depth: number): ReadonlyMap<string, string> {
    const members = new Map<string, string>();
    for (let n = 0; n < entries; n++) {
      const key = this.read(depth + 1);
      members.set(key.startsWith('"') ? key : JSON.stringify(key), this.read(depth + 1));
    }
    return members;
  }

  #map(entries: number, depth: number): string {
    const members = [...this.#members(entries, depth)].map(([name, value]) => `${name}: ${value}`);
    return `{${members.join(", ")}}`;
  }

  #array(length: number, depth: number): string {
    const elements: string[] = [];
    for (let n = 0; n < length; n++) elements.push(this.read(depth + 1));
    return `[${elements.join(", ")}]`;
  }

  #text(length: number): string {
    return JSON.stringify(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.#take(length)),
    );
  }

  #extension(length: number): string {
    const type = this.#take(1).readInt8();
    const data = this.#take(length);
    const time = type === -1 ? timestamp(data) : undefined;
    if (time !== undefined) return JSON.stringify(time);
    return `{"$extension": ${type}, "data": "${data.toString("base64")}"}`;
  }

  #unsigned(length: number): number {
    return this.#take(length).readUIntBE(0, length);
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError("ends too soon");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** The timestamp extension in its three lengths; the fraction is cut to milliseconds. */
function timestamp(data: Buffer): string | undefined {
  let seconds: number;
  let nanoseconds = 0;
  if (data.length === 4) {
    seconds = data.readUInt32BE();
  } else if (data.length === 8) {
    const value = data.readBigUInt64BE();
    seconds = Number(value & 0x3ffffffffn);
    nanoseconds = Number(value >> 34n);
  } else if (data.length === 12) {
    nanoseconds = data.readUInt32BE();
    seconds = Number(data.readBigInt64BE(4));
  } else {
    return undefined;
  }
  const time = new Date(seconds * 1000 + Math.floor(nanoseconds / 1e6));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** JSON has no word for these. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}
