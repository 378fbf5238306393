import type { Timing } from "../harness/row.js";
import type { LoadOptions } from "../load/generator.js";
import { type Family, payload } from "../rows/families.js";

/** How the cost of one message grows with the size or number of something. */
export interface Series {
  /** As written after `npm run bench -- --growth`; the plot is docs/images/growth-<name>.svg. */
  readonly name: string;
  readonly title: string;
  readonly family: Family;
  /** What grows. */
  readonly axis: string;
  readonly points: readonly number[];
  /** The server's work at a point, and how much of it. */
  readonly work: string;
  readonly amount?: (point: number) => number;
  readonly load: (point: number, timing: Timing) => LoadOptions & { readonly mode: "echo" | "broadcast" };
}

function connections(family: Family, title: string): Series {
  return {
    name: `${family}-connections`,
    title,
    family,
    axis: "connections",
    // Each takes a file descriptor in both processes: more than 20,000 is more than usual limits allow.
    points: [100, 1_000, 5_000, 10_000, 19_000],
    work: "echo",
    load: (point, timing) => ({
      mode: "echo",
      connections: point,
      window: 1,
      ...payload(family, 64),
      ...timing,
    }),
  };
}

function sizes(family: Family, title: string): Series {
  return {
    name: `${family}-size`,
    title,
    family,
    axis: "bytes a message",
    points: [16, 256, 4_096, 65_536, 900_000],
    work: "echo",
    load: (point, timing) => ({
      mode: "echo",
      connections: 10,
      window: 1,
      ...payload(family, point),
      ...timing,
    }),
  };
}

export const series: readonly Series[] = [
  connections("websocket", "WebSocket echo, by open connections"),
  sizes("websocket", "WebSocket echo, by message size"),
  connections("socket-io", "Socket.IO echo, by open connections"),
  sizes("socket-io", "Socket.IO echo, by message size"),
  {
    name: "socket-io-members",
    title: "Socket.IO broadcast, a delivery, by members of the room",
    family: "socket-io",
    axis: "members",
    points: [10, 100, 1_000, 10_000],
    work: "rooms",
    load: (point, timing) => ({
      mode: "broadcast",
      connections: point,
      window: 1,
      ...payload("socket-io", 64),
      ...timing,
    }),
  },
  {
    name: "socket-io-rooms",
    title: "Socket.IO broadcast to 10 members, a delivery, by rooms that exist",
    family: "socket-io",
    axis: "rooms",
    points: [1, 100, 1_000, 10_000, 100_000],
    work: "rooms",
    amount: (point) => point,
    load: (_, timing) => ({
      mode: "broadcast",
      connections: 10,
      window: 8,
      ...payload("socket-io", 64),
      ...timing,
    }),
  },
  {
    name: "socket-io-namespaces",
    title: "Socket.IO echo, by namespaces that exist",
    family: "socket-io",
    axis: "namespaces",
    points: [1, 100, 1_000, 10_000],
    work: "namespaces",
    amount: (point) => point,
    load: (_, timing) => ({
      mode: "echo",
      connections: 100,
      window: 1,
      ...payload("socket-io", 64),
      ...timing,
    }),
  },
];
