import { createServer } from "node:http";
import { answerQuestions } from "./questions.js";

// One program for `socket.io` and for ours: nothing but the import differs.
const [, , module = "socket.io", work = "echo", amount = "0"] = process.argv;
const { Server } = (await import(module)) as typeof import("socket.io");

const http = createServer();
const io = new Server(http, { serveClient: false });

/** Rooms beside the one that is used, spread over the members. */
let roomsLeft = work === "rooms" ? Number(amount) : 0;
const roomsEach = Math.ceil(roomsLeft / 10);

if (work === "namespaces") {
  for (let n = 0; n < Number(amount); n++) io.of(`/namespace-${n}`);
}

io.on("connection", (socket) => {
  switch (work) {
    case "broadcast":
      socket.on("m", (data) => io.emit("m", data));
      break;
    case "rooms":
      socket.join("room");
      for (let n = 0; n < roomsEach && roomsLeft > 0; n++) socket.join(`room-${roomsLeft--}`);
      socket.on("m", (data) => io.to("room").emit("m", data));
      break;
    default:
      socket.on("m", (data) => socket.emit("m", data));
  }
});

http.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  answerQuestions(address.port);
});
