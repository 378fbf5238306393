import type { Server as HttpServer } from "node:http";
import { Server } from "../socket-io-server.js";

const tickMs = 1000;
const replyMs = 400;

/** One red pixel as a PNG, so that there is a binary event to look at. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/**
 * A chat room on the namespace "/" that moves by itself. Returns what ends it.
 *
 * | event | arguments | answer |
 * |---|---|---|
 * | `join` | room | ack `{ok, room, members}`; the room hears `user_joined`, the joiner gets a `picture` |
 * | `chat_message` | `{text, room?}` | ack `{id}`; the room hears `chat_message`, then a reply of the house |
 * | `tick` | from the server, every second | |
 */
export function serveChat(server: HttpServer): () => Promise<void> {
  const io = new Server(server, { serveClient: false });
  let ticks = 0;
  let messages = 0;
  const ticking = setInterval(() => {
    if (io.engine.clientsCount > 0) io.emit("tick", { n: ++ticks, at: new Date().toISOString() });
  }, tickMs);
  ticking.unref();

  io.on("connection", (socket) => {
    socket.emit("welcome", { id: socket.id, try: ["join", "chat_message"] });

    socket.on("join", async (room: unknown, ack: unknown) => {
      const name = roomName(room);
      await socket.join(name);
      const members = (await io.in(name).fetchSockets()).length;
      socket.to(name).emit("user_joined", { id: socket.id, room: name });
      socket.emit("picture", "signal.png", picture);
      answer(ack, { ok: true, room: name, members });
    });

    socket.on("chat_message", (message: unknown, ack: unknown) => {
      const id = ++messages;
      const said = typeof message === "object" && message !== null ? message : { text: String(message) };
      const room = roomName("room" in said ? said.room : undefined);
      io.to(room)
        .except(socket.id)
        .emit("chat_message", { id, from: socket.id, ...said });
      answer(ack, { id });
      setTimeout(() => {
        socket.emit("chat_message", {
          id: ++messages,
          from: "signal box",
          text: "All lines clear. 號誌正常",
        });
      }, replyMs).unref();
    });
  });
  return async () => {
    clearInterval(ticking);
    await io.close();
  };
}

function roomName(room: unknown): string {
  return typeof room === "string" && room !== "" ? room : "lobby";
}

function answer(ack: unknown, value: object): void {
  if (typeof ack === "function") ack(value);
}
