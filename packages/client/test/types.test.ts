import { expect, expectTypeOf, test } from "vitest";
import io, { type ManagerOptions, type Socket, type SocketOptions } from "../src/index.js";

interface ServerToClient {
  news: (text: string, n: number) => void;
}

interface ClientToServer {
  hello: (name: string) => void;
  count: (upTo: number, answer: (total: number) => void) => void;
  ask: (question: string, answer: (text: string, score: number) => void) => void;
}

// Compiled with the tests; what is wrong here does not compile.
test("typed events", () => {
  const socket: Socket<ServerToClient, ClientToServer> = io({ autoConnect: false });
  socket.on("news", (text, n) => expectTypeOf([text, n]).toEqualTypeOf<(string | number)[]>());
  socket.on("connect_error", (error) => expectTypeOf(error.message).toBeString());
  socket.on("disconnect", (reason: Socket.DisconnectReason) => expectTypeOf(reason).toBeString());
  socket.emit("hello", "me");
  socket.emit("ask", "why", (text, score) =>
    expectTypeOf([text, score]).toEqualTypeOf<(string | number)[]>(),
  );
  socket.timeout(10).emit("ask", "why", (error, text) => {
    expectTypeOf(error).toEqualTypeOf<Error>();
    expectTypeOf(text).toBeString();
  });
  expectTypeOf(socket.emitWithAck<"count">).returns.toEqualTypeOf<Promise<number>>();
  // @ts-expect-error an event that is not in the map
  socket.emit("goodbye");
  // @ts-expect-error an argument of another type
  socket.emit("hello", 1);
  expect(socket.sendBuffer).toHaveLength(5);
});

test("untyped events take anything", () => {
  const options: Partial<ManagerOptions & SocketOptions> = { autoConnect: false };
  const socket = io("http://127.0.0.1:1", options);
  socket.on("anything", (a: string, b: { c: number }) => expectTypeOf([a, b]).not.toBeAny());
  socket.emit("anything", 1, "two", () => {});
  expect(socket.connected).toBe(false);
});
