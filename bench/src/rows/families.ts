import type { Goal, Row, Unit } from "../harness/row.js";
import { socketIoEvent } from "../load/payloads.js";

/** The two runtimes and what they are measured against. */
export const families = {
  websocket: { file: "websocket", peer: "ws", ours: "@signalbox/websocket", socketIo: false },
  "socket-io": { file: "socket-io", peer: "socket.io", ours: "@signalbox/server", socketIo: true },
} as const;

export type Family = keyof typeof families;

export interface Heading {
  readonly name: string;
  readonly title: string;
  readonly goal?: Goal;
  readonly uWebSockets?: number;
}

/** What every row of a family has alike. */
export function heading(family: Family, unit: Unit, head: Heading): Omit<Row, "measure"> {
  const { peer, ours } = families[family];
  return { ...head, unit, peer, ours };
}

/** A message of `size` bytes, as the generator takes it. */
export function payload(family: Family, size: number) {
  const { socketIo } = families[family];
  return socketIo ? { socketIo, payloadFile: socketIoEvent(size) } : { socketIo, size };
}
