import type { Row } from "../harness/row.js";
import { measurePolling } from "../load/measure.js";
import { socketIoEvent } from "../load/payloads.js";
import { families, type Heading, heading } from "./families.js";
import { broadcast, echo, handshakes, idle, storm } from "./kinds.js";

function polling(window: number, head: Heading): Row {
  const { file } = families["socket-io"];
  return {
    ...heading("socket-io", "msg/s", head),
    measure: (module, timing) =>
      measurePolling(
        { file, module, work: "echo" },
        { connections: 100, window, payloadFile: socketIoEvent(64), ...timing },
      ),
  };
}

export const socketIoRows: readonly Row[] = [
  echo("socket-io", 16, 64, {
    name: "socket-io-echo-16",
    title: "Socket.IO echo, 64 B, window 16",
    goal: { ratio: 10 },
  }),
  echo("socket-io", 1, 64, {
    name: "socket-io-echo-1",
    title: "Socket.IO echo, 64 B, window 1",
    goal: { ratio: 1.5 },
  }),
  echo("socket-io", 16, 1024, { name: "socket-io-echo-1k", title: "Socket.IO echo, 1 kB, window 16" }),
  echo("socket-io", 4, 65_536, { name: "socket-io-echo-64k", title: "Socket.IO echo, 64 kB, window 4" }),
  broadcast("socket-io", 8, 64, {
    name: "socket-io-broadcast-8",
    title: "Socket.IO broadcast to 1,000, 64 B, 8 outstanding",
    goal: { ratio: 8 },
  }),
  broadcast("socket-io", 1, 64, {
    name: "socket-io-broadcast-1",
    title: "Socket.IO broadcast to 1,000, 64 B, 1 outstanding",
    goal: { ratio: 1.6 },
  }),
  broadcast("socket-io", 8, 1024, {
    name: "socket-io-broadcast-1k",
    title: "Socket.IO broadcast to 1,000, 1 kB, 8 outstanding",
  }),
  polling(1, { name: "polling-1", title: "Socket.IO echo by long-polling, 64 B, 1 message a post" }),
  polling(16, { name: "polling-16", title: "Socket.IO echo by long-polling, 64 B, 16 messages a post" }),
  handshakes("socket-io", {
    name: "socket-io-handshakes",
    title: "Socket.IO handshakes, 50 in flight",
    goal: { ratio: 2 },
  }),
  storm("socket-io", { name: "socket-io-storm", title: "Socket.IO reconnect storm, 10,000 at once" }),
  idle("socket-io", {
    name: "socket-io-idle",
    title: "Socket.IO memory of an idle connection, 10,000 open",
    goal: { atMost: 6_000 },
  }),
];
