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

/** By whom a row was sent that no person sent by hand. */
export const originCodes = { reaction: 1, repeat: 2, scenario: 3 } as const satisfies Record<
  NonNullable<Row["origin"]>,
  number
>;

const kindNames = new Map<number, RowKind>(
  (Object.keys(kindCodes) as RowKind[]).map((name) => [kindCodes[name], name]),
);
const originNames = new Map<number, NonNullable<Row["origin"]>>(
  (Object.keys(originCodes) as NonNullable<Row["origin"]>[]).map((name) => [originCodes[name], name]),
);
const directionNames: readonly Row["direction"][] = ["none", "sent", "received"];

export function kindName(code: number): RowKind {
  return kindNames.get(code) ?? "problem";
}

export function directionName(code: number): Row["direction"] {
  return directionNames[code] ?? "none";
}

export function originName(code: number): Row["origin"] {
  return originNames.get(code);
}
