import type { Row, RowKind } from "../contract/index.js";

/**
 * The numbers under which kinds and directions stand in a capture. They are part of the file format:
 * add, never change. Kinds of the protocol layer begin at 16, so one comparison tells them apart.
 */
export const kindCodes = {
  state: 0,
  message: 1,
  event: 2,
  ack: 3,
  problem: 4,
  handshake: 16,
  ping: 17,
  pong: 18,
  closeFrame: 19,
  engine: 20,
  exchange: 21,
  socket: 22,
} as const satisfies Record<RowKind, number>;

export const firstProtocolLayerCode = 16;

export const directionCodes = { none: 0, sent: 1, received: 2 } as const satisfies Record<
  Row["direction"],
  number
>;

const kindNames = new Map<number, RowKind>(
  (Object.keys(kindCodes) as RowKind[]).map((name) => [kindCodes[name], name]),
);
const directionNames: readonly Row["direction"][] = ["none", "sent", "received"];

export function kindName(code: number): RowKind {
  return kindNames.get(code) ?? "problem";
}

export function directionName(code: number): Row["direction"] {
  return directionNames[code] ?? "none";
}
