import { type FrameHandler, FrameReader, type FrameReaderOptions } from "../../src/websocket/index.js";

/** What a reader reported, in words that compare with toEqual. */
export type Seen =
  | readonly ["text" | "binary" | "compressed text" | "compressed binary" | "ping" | "pong", string]
  | readonly ["close", number, string]
  | readonly ["error", string, number]
  | readonly ["frame", number, boolean, number, string];

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
}

export function utf8(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}

/** A handler that writes down every event. */
export function collecting(observe = false): { readonly seen: Seen[]; readonly handler: FrameHandler } {
  const seen: Seen[] = [];
  const handler: FrameHandler = {
    onMessage: (data, isBinary) => seen.push([isBinary ? "binary" : "text", hex(data)]),
    onCompressedMessage: (data, isBinary) =>
      seen.push([isBinary ? "compressed binary" : "compressed text", hex(data)]),
    onPing: (data) => seen.push(["ping", hex(data)]),
    onPong: (data) => seen.push(["pong", hex(data)]),
    onClose: (code, reason) => seen.push(["close", code, hex(reason)]),
    onError: (error) => seen.push(["error", error.code, error.closeCode]),
  };
  if (observe) {
    handler.onFrame = (head, payload, opcode, fin, rsv) =>
      seen.push(["frame", opcode, fin, rsv, `${hex(head)} ${hex(payload)}`]);
  }
  return { seen, handler };
}

/** Everything a new reader reports about `input`, cut before each of the offsets in `cuts`. */
export function read(
  role: "server" | "client",
  input: Uint8Array,
  options: Partial<FrameReaderOptions> = {},
  cuts: readonly number[] = [],
  observe = false,
): Seen[] {
  const { seen, handler } = collecting(observe);
  const reader = new FrameReader(role, handler, options);
  // The reader owns what it is given, so each one gets bytes of its own.
  const own = Uint8Array.from(input);
  let from = 0;
  for (const cut of [...cuts, own.length]) {
    reader.push(own.subarray(from, cut));
    from = cut;
  }
  return seen;
}

/** The offsets that leave each byte alone. */
export function everyByte(input: Uint8Array): number[] {
  return Array.from({ length: input.length }, (_, index) => index);
}
