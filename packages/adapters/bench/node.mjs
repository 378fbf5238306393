/** One node under test, in a process of its own: what a client says to it goes to a room, of which it has no member. */
import { createServer } from "node:http";
import { makeAdapter } from "../test/nodes/adapter.mjs";

const config = JSON.parse(process.env.NODE);
const { Server } = await import(config.make === "ours" ? "@signalbox/server" : "socket.io");

const http = createServer();
const io = new Server(http, { serveClient: false, adapter: await makeAdapter(config) });
io.on("connection", (socket) => {
  socket.on("join", (room, done) => Promise.resolve(socket.join(room)).then(done));
  socket.on("say", (text) => io.to("room").emit("m", text));
  socket.on("count", async (done) => done(await io.of("/").adapter.serverCount()));
});
process.on("message", (order) => (order === "cpu" ? process.send(process.cpuUsage()) : process.exit(0)));
process.on("disconnect", () => process.exit(0));
http.listen(0, "127.0.0.1", () => process.send(http.address().port));
