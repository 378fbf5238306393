import { answerQuestions } from "./questions.js";

// One program for `ws` and for ours: nothing but the import differs.
const [, , module = "ws", work = "echo"] = process.argv;
const { WebSocketServer } = (await import(module)) as typeof import("ws");

const compress = work === "deflate-echo";
const server = new WebSocketServer({
  port: 0,
  host: "127.0.0.1",
  backlog: 4096,
  perMessageDeflate: compress ? {} : false,
});

server.on("connection", (socket) => {
  if (work === "broadcast") {
    socket.on("message", (data, isBinary) => {
      for (const client of server.clients) client.send(data, { binary: isBinary });
    });
  } else {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  }
  // A generator that ends cuts its connections.
  socket.on("error", () => {});
});

server.on("listening", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  answerQuestions(address.port);
});
