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

function echo(family: Family, name: string, title: string, window: number, size: number, goal?: number): Row {
  const { file, peer, ours, socketIo } = pairs[family];
  return {
    name,
    title,
    unit: "msg/s",
    peer,
    ours,
    goal,
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "echo" },
        {
          mode: "echo",
          connections: 100,
          window,
          socketIo,
          ...(socketIo ? { payloadFile: socketIoEvent(size) } : { size }),
          ...timing,
        },
      ),
  };
}

function broadcast(family: Family, name: string, title: string, window: number, goal?: number): Row {
  const { file, peer, ours, socketIo } = pairs[family];
  return {
    name,
    title,
    unit: "deliveries/s",
    peer,
    ours,
    goal,
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "broadcast" },
        {
          mode: "broadcast",
          connections: 1000,
          window,
          socketIo,
          ...(socketIo ? { payloadFile: socketIoEvent(64) } : { size: 64 }),
          ...timing,
        },
      ),
  };
}

function handshakes(family: Family, name: string, title: string, goal: number): Row {
  const { file, peer, ours, socketIo } = pairs[family];
  return {
    name,
    title,
    unit: "handshakes/s",
    peer,
    ours,
    goal,
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "echo" },
        { mode: "handshake", connections: 50, socketIo, ...timing },
      ),
  };
}

function idle(family: Family, name: string, title: string, goal: number): Row {
  const { file, peer, ours, socketIo } = pairs[family];
  return {
    name,
    title,
    unit: "bytes",
    peer,
    ours,
    goal,
    measure: (module) => measureIdleMemory({ file, module, work: "echo" }, { connections: 10_000, socketIo }),
  };
}

/** The rows of the goal table, in its order. */
export const rows: readonly Row[] = [
  echo("websocket", "echo-16", "WebSocket echo, 64 B, window 16", 16, 64, 10),
  echo("websocket", "echo-1", "WebSocket echo, 64 B, window 1", 1, 64, 1.3),
  echo("websocket", "echo-1k", "WebSocket echo, 1 kB, window 16", 16, 1024),
  echo("websocket", "echo-64k", "WebSocket echo, 64 kB, window 4", 4, 65_536),
  {
    name: "echo-deflate",
    title: "WebSocket echo, 1 kB JSON, permessage-deflate, window 16",
    unit: "msg/s",
    peer: pairs.websocket.peer,
    ours: pairs.websocket.ours,
    goal: 1.5,
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
  broadcast("websocket", "broadcast-8", "WebSocket broadcast to 1,000, 8 outstanding", 8, 8),
  broadcast("websocket", "broadcast-1", "WebSocket broadcast to 1,000, 1 outstanding", 1),
  handshakes("websocket", "handshakes", "WebSocket handshakes, 50 in flight", 1.6),
  idle("websocket", "idle", "WebSocket memory of an idle connection, 10,000 open", 5_000),
  echo("socket-io", "socket-io-echo-16", "Socket.IO echo, 64 B, window 16", 16, 64, 10),
  echo("socket-io", "socket-io-echo-1", "Socket.IO echo, 64 B, window 1", 1, 64, 1.5),
  broadcast("socket-io", "socket-io-broadcast-8", "Socket.IO broadcast to 1,000, 8 outstanding", 8, 8),
  broadcast("socket-io", "socket-io-broadcast-1", "Socket.IO broadcast to 1,000, 1 outstanding", 1, 1.6),
  handshakes("socket-io", "socket-io-handshakes", "Socket.IO handshakes, 50 in flight", 2),
  idle("socket-io", "socket-io-idle", "Socket.IO memory of an idle connection, 10,000 open", 6_000),
];
