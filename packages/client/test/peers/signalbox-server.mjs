// Our own server, with the events of the stock peers that the tests in browsers use.
import { createServer } from "node:http";
import { Server } from "@signalbox/server";

const version = Number(process.argv[2]);
const http = createServer();
const io = new Server(http, JSON.parse(process.argv[3] ?? "{}"));

for (const nsp of ["/", "/chat"]) {
  io.of(nsp).on("connection", (socket) => {
    socket.emit("welcome", { version, nsp });
    socket.on("disconnect", (reason) => console.log(`disconnect ${reason}`));
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.on("ask", (...args) => args.pop()(args));
    socket.on("ask-me", () => {
      socket.emit("question", "?", (...answer) => socket.emit("answered", ...answer));
    });
    socket.on("cookie", (ack) => ack(socket.handshake.headers.cookie ?? ""));
    socket.on("cut-me", () => socket.conn.close());
  });
}

http.listen(0, "127.0.0.1", () => console.log(`ready ${http.address().port}`));
