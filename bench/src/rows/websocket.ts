import type { Row } from "../harness/row.js";
import { measureRate } from "../load/measure.js";
import { compressedJson } from "../load/payloads.js";
import { families, heading } from "./families.js";
import { broadcast, echo, handshakes, idle, storm } from "./kinds.js";

const { file } = families.websocket;

const compression: Row = {
  ...heading("websocket", "msg/s", {
    name: "echo-deflate",
    title: "WebSocket echo, 1 kB JSON, permessage-deflate, window 16",
    goal: { ratio: 1.5 },
  }),
  measure: (module, timing) =>
    measureRate(
      { file, module, work: "deflate-echo" },
      {
        mode: "echo",
        connections: 100,
        window: 16,
        deflate: true,
        payloadFile: compressedJson(1024),
        ...timing,
      },
    ),
};

export const webSocketRows: readonly Row[] = [
  echo("websocket", 16, 64, {
    name: "echo-16",
    title: "WebSocket echo, 64 B, window 16",
    goal: { ratio: 10 },
    uWebSockets: 20.8,
  }),
  echo("websocket", 1, 64, {
    name: "echo-1",
    title: "WebSocket echo, 64 B, window 1",
    goal: { ratio: 1.3 },
    uWebSockets: 1.5,
  }),
  echo("websocket", 16, 1024, { name: "echo-1k", title: "WebSocket echo, 1 kB, window 16" }),
  echo("websocket", 4, 65_536, { name: "echo-64k", title: "WebSocket echo, 64 kB, window 4" }),
  compression,
  broadcast("websocket", 8, 64, {
    name: "broadcast-8",
    title: "WebSocket broadcast to 1,000, 64 B, 8 outstanding",
    goal: { ratio: 8 },
    uWebSockets: 9.2,
  }),
  broadcast("websocket", 1, 64, {
    name: "broadcast-1",
    title: "WebSocket broadcast to 1,000, 64 B, 1 outstanding",
    uWebSockets: 1.5,
  }),
  broadcast("websocket", 8, 1024, {
    name: "broadcast-1k",
    title: "WebSocket broadcast to 1,000, 1 kB, 8 outstanding",
  }),
  handshakes("websocket", {
    name: "handshakes",
    title: "WebSocket handshakes, 50 in flight",
    goal: { ratio: 1.6 },
    uWebSockets: 4,
  }),
  storm("websocket", { name: "storm", title: "WebSocket reconnect storm, 10,000 at once" }),
  idle("websocket", {
    name: "idle",
    title: "WebSocket memory of an idle connection, 10,000 open",
    goal: { atMost: 5_000 },
  }),
];
