import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const version = Number(process.argv[2]);
const options = JSON.parse(process.argv[3] ?? "{}");
const http = createServer((_request, response) => {
  response.writeHead(404, { "content-type": "text/html" });
  response.end("<!doctype html><title>Not found</title><p>Nothing lives here.");
});

const io =
  version === 2
    ? require("socket.io-2")(http, options)
    : new (require(version === 3 ? "socket.io-3" : "socket.io").Server)(http, options);

for (const nsp of ["/", "/chat", "/guarded"]) {
  const namespace = io.of(nsp);
  if (nsp === "/guarded") {
    namespace.use((socket, next) => {
      const token = socket.handshake.auth?.token ?? socket.handshake.query.token;
      if (token === "secret") return next();
      const error = new Error("not allowed here");
      error.data = { need: "token" };
      next(error);
    });
  }
  namespace.on("connection", (socket) => {
    console.log(`connect ${nsp}`);
    socket.emit("welcome", { version, nsp });
    socket.on("disconnect", (reason) => console.log(`disconnect ${reason}`));
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.on("message", (...args) => socket.emit("message", ...args));
    socket.on("ask", (...args) => {
      const ack = args.pop();
      if (typeof ack === "function") ack(args);
    });
    socket.on("ask-me", () => {
      socket.emit("question", "?", (...answer) => socket.emit("answered", ...answer));
    });
    socket.on("join", (room, ack) => {
      Promise.resolve(socket.join(room)).then(() => ack?.({ ok: true, room }));
    });
    socket.on("say", (room, ...args) => namespace.to(room).emit("said", ...args));
    socket.on("announce", (event, ...args) => namespace.emit(event, ...args));
    socket.on("leave-me", () => socket.disconnect());
    socket.on("cut-me", () => socket.conn.close());
    socket.on("flood", (count, size) => {
      for (let n = 0; n < count; n++) socket.emit("flood", n, "x".repeat(size));
    });
  });
}

http.listen(0, "127.0.0.1", () => console.log(`ready ${http.address().port}`));
