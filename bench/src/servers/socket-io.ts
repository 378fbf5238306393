import { createServer } from "node:http";
import { answerQuestions } from "./questions.js";

// One program for `socket.io` and for ours: nothing but the import differs.
const [, , module = "socket.io", work = "echo"] = process.argv;
const { Server } = (await import(module)) as typeof import("socket.io");

const http = createServer();
const io = new Server(http, { serveClient: false });

io.on("connection", (socket) => {
  if (work === "broadcast") socket.on("m", (data) => io.emit("m", data));
  else socket.on("m", (data) => socket.emit("m", data));
});

http.listen(0, "127.0.0.1", () => {
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  answerQuestions(address.port);
});
