// A stock Socket.IO chat. node chat-server.mjs VERSION [fault] [msgpack]: with `fault` its second message is
// another one, with `msgpack` its packets are MessagePack.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const version = Number(process.argv[2]);
const isFaulty = process.argv.includes("fault");
const options = process.argv.includes("msgpack") ? { parser: require("socket.io-msgpack-parser") } : {};
const http = createServer();
const io =
  version === 2
    ? require("socket.io-2")(http, options)
    : new (require(version === 3 ? "socket.io-3" : "socket.io").Server)(http, options);
const names = new Map();
let messages = 0;

io.on("connection", (socket) => {
  socket.emit("welcome", { you: socket.id, rooms: ["lobby"] });
  socket.on("login", (name, answer) => {
    const token = randomUUID();
    names.set(token, name);
    answer({ token });
  });
  socket.on("join", (token, room, answer) => {
    Promise.resolve(socket.join(room)).then(() => {
      socket.to(room).emit("joined", { name: names.get(token), id: socket.id });
      answer({ ok: names.has(token), room });
    });
  });
  socket.on("say", (room, text, answer) => {
    const id = ++messages;
    const shown = isFaulty && id === 2 ? `${text}!` : text;
    io.to(room).emit("said", { id, text: shown });
    answer({ id });
  });
  socket.on("picture", (bytes) => socket.emit("picture", { size: bytes.length, bytes }));
  socket.on("quiz", () => {
    socket.emit("question", "6 x 7", (answer) => socket.emit("result", { right: answer === 42 }));
  });
});

http.listen(0, "127.0.0.1", () => console.log(`ready ${http.address().port}`));
