// Stock socket.io and its stock client over websocket alone: both take `ws` from where they find it.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Server } from "socket.io";
import { io } from "socket.io-client";

const isOurs = "prepareMessage" in (await import("ws"));
const isOursByRequire = createRequire(import.meta.url)("ws").name === "WebSocket" && isOurs;
const http = createServer();
const server = new Server(http, { transports: ["websocket"], perMessageDeflate: { threshold: 0 } });
server.on("connection", (socket) => {
  socket.join("room");
  socket.on("echo", (...args) => args.pop()(...args));
  socket.on("to-room", (text) => server.to("room").emit("told", text));
});
http.listen(0, "127.0.0.1", async () => {
  const clients = [0, 1].map(() =>
    io(`http://127.0.0.1:${http.address().port}`, { transports: ["websocket"] }),
  );
  const [one, two] = clients;
  await Promise.all(clients.map((client) => new Promise((resolve) => client.on("connect", resolve))));
  const big = "long ".repeat(10_000);
  const echoed = await new Promise((resolve) => {
    one.emit("echo", "text", { nested: [1, 2] }, Buffer.from("bytes"), big, (...args) => resolve(args));
  });
  const told = Promise.all(clients.map((client) => new Promise((resolve) => client.on("told", resolve))));
  two.emit("to-room", "hello");
  const texts = await told;
  const reason = new Promise((resolve) => server.sockets.sockets.get(one.id).on("disconnect", resolve));
  one.disconnect();
  console.log(
    JSON.stringify({
      isOurs,
      isOursByRequire,
      echoed: [echoed[0], echoed[1], echoed[2].toString(), echoed[3] === big],
      texts,
      reason: await reason,
      transport: two.io.engine.transport.name,
    }),
  );
  process.exit();
});
