// A chat with express, sessions and rooms, as tutorials write it.
import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";

const app = express();
const server = createServer(app);
const io = new Server(server, { cors: { origin: "http://chat.example" } });

app.get("/", (_request, response) => {
  response.send('<script src="/socket.io/socket.io.js"></script>');
});
app.post("/announce", (_request, response) => {
  io.emit("chat message", "the server", "hello all");
  response.status(204).end();
});

const users = new Map();

io.use((socket, next) => {
  const { name } = socket.handshake.auth;
  if (!name) return next(new Error("a name is needed"));
  socket.data.name = name;
  next();
});

io.on("connection", (socket) => {
  users.set(socket.id, socket.data.name);
  socket.broadcast.emit("joined", socket.data.name);

  socket.on("chat message", (text, callback) => {
    io.emit("chat message", socket.data.name, text);
    callback({ status: "ok" });
  });
  socket.on("enter", async (room, callback) => {
    await socket.join(room);
    socket.to(room).emit("entered", room, socket.data.name);
    const sockets = await io.in(room).fetchSockets();
    callback(sockets.map((member) => member.data.name).sort());
  });
  socket.on("whisper", (room, text) => socket.to(room).emit("whispered", socket.data.name, text));
  socket.on("picture", (bytes) => socket.broadcast.emit("picture", socket.data.name, bytes));
  socket.on("ask everybody", async (question, callback) => {
    try {
      callback(await socket.broadcast.timeout(2000).emitWithAck("question", question));
    } catch (error) {
      callback(error.message);
    }
  });
  socket.on("disconnect", (reason) => {
    users.delete(socket.id);
    io.emit("left", socket.data.name, reason);
  });
});

server.listen(0, "127.0.0.1", () => console.log(`ready ${server.address().port}`));
