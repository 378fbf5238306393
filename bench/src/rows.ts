import { measureIdleMemory, measureRate, type Round } from "./measure.js";
import { compressedJson, socketIoEvent } from "./payloads.js";

/** A server program of servers/, the module it serves with, and what it does with a message. */
export interface Program {
  readonly file: "websocket" | "socket-io";
  readonly module: string;
  readonly work: string;
}

export interface Timing {
  readonly seconds: number;
  readonly warmup: number;
}

export interface Row {
  /** As written after `npm run bench --`. */
  readonly name: string;
  readonly title: string;
  readonly unit: "msg/s" | "deliveries/s" | "handshakes/s" | "bytes";
  readonly peer: string;
  readonly ours: string;
  /** Ours to the peer's, at least; for bytes ours, at most. */
  readonly goal?: number;
  measure(module: string, timing: Timing): Promise<Round>;
}

const pairs = {
  websocket: { file: "websocket", peer: "ws", ours: "@signalbox/websocket", socketIo: false },
  "socket-io": { file: "socket-io", peer: "socket.io", ours: "@signalbox/server", socketIo: true },
} as const;

type Family = keyof typeof pairs;

interface Heading {
  readonly name: string;
  readonly title: string;
  readonly goal?: number;
}

/** What every row of a family has alike. */
function heading(family: Family, unit: Row["unit"], { name, title, goal }: Heading) {
  const { peer, ours } = pairs[family];
  return { name, title, unit, peer, ours, goal };
}

function payload(family: Family, size: number) {
  const { socketIo } = pairs[family];
  return socketIo ? { socketIo, payloadFile: socketIoEvent(size) } : { socketIo, size };
}

function echo(family: Family, window: number, size: number, head: Heading): Row {
  const { file } = pairs[family];
  return {
    ...heading(family, "msg/s", head),
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "echo" },
        { mode: "echo", connections: 100, window, ...payload(family, size), ...timing },
      ),
  };
}

function broadcast(family: Family, window: number, head: Heading): Row {
  const { file } = pairs[family];
  return {
    ...heading(family, "deliveries/s", head),
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "broadcast" },
        { mode: "broadcast", connections: 1000, window, ...payload(family, 64), ...timing },
      ),
  };
}

function handshakes(family: Family, head: Heading): Row {
  const { file, socketIo } = pairs[family];
  return {
    ...heading(family, "handshakes/s", head),
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "echo" },
        { mode: "handshake", connections: 50, socketIo, ...timing },
      ),
  };
}

function idle(family: Family, head: Heading): Row {
  const { file, socketIo } = pairs[family];
  return {
    ...heading(family, "bytes", head),
    measure: (module) => measureIdleMemory({ file, module, work: "echo" }, { connections: 10_000, socketIo }),
  };
}

/** The rows of the goal table, in its order. */
export const rows: readonly Row[] = [
  echo("websocket", 16, 64, { name: "echo-16", title: "WebSocket echo, 64 B, window 16", goal: 10 }),
  echo("websocket", 1, 64, { name: "echo-1", title: "WebSocket echo, 64 B, window 1", goal: 1.3 }),
  echo("websocket", 16, 1024, { name: "echo-1k", title: "WebSocket echo, 1 kB, window 16" }),
  echo("websocket", 4, 65_536, { name: "echo-64k", title: "WebSocket echo, 64 kB, window 4" }),
  {
    ...heading("websocket", "msg/s", {
      name: "echo-deflate",
      title: "WebSocket echo, 1 kB JSON, permessage-deflate, window 16",
      goal: 1.5,
    }),
    measure: (module, timing) =>
      measureRate(
        { file: "websocket", module, work: "deflate-echo" },
        {
          mode: "echo",
          connections: 100,
          window: 16,
          deflate: true,
          payloadFile: compressedJson(1024),
          ...timing,
        },
      ),
  },
  broadcast("websocket", 8, {
    name: "broadcast-8",
    title: "WebSocket broadcast to 1,000, 8 outstanding",
    goal: 8,
  }),
  broadcast("websocket", 1, { name: "broadcast-1", title: "WebSocket broadcast to 1,000, 1 outstanding" }),
  handshakes("websocket", { name: "handshakes", title: "WebSocket handshakes, 50 in flight", goal: 1.6 }),
  idle("websocket", {
    name: "idle",
    title: "WebSocket memory of an idle connection, 10,000 open",
    goal: 5_000,
  }),
  echo("socket-io", 16, 64, {
    name: "socket-io-echo-16",
    title: "Socket.IO echo, 64 B, window 16",
    goal: 10,
  }),
  echo("socket-io", 1, 64, { name: "socket-io-echo-1", title: "Socket.IO echo, 64 B, window 1", goal: 1.5 }),
  broadcast("socket-io", 8, {
    name: "socket-io-broadcast-8",
    title: "Socket.IO broadcast to 1,000, 8 outstanding",
    goal: 8,
  }),
  broadcast("socket-io", 1, {
    name: "socket-io-broadcast-1",
    title: "Socket.IO broadcast to 1,000, 1 outstanding",
    goal: 1.6,
  }),
  handshakes("socket-io", {
    name: "socket-io-handshakes",
    title: "Socket.IO handshakes, 50 in flight",
    goal: 2,
  }),
  idle("socket-io", {
    name: "socket-io-idle",
    title: "Socket.IO memory of an idle connection, 10,000 open",
    goal: 6_000,
  }),
];
