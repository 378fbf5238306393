// Two workers behind one port: sticky sessions and the cluster adapter, as their documentation has it.
import cluster from "node:cluster";
import { createServer } from "node:http";
import { createAdapter, setupPrimary } from "@socket.io/cluster-adapter";
import { setupMaster, setupWorker } from "@socket.io/sticky";
import { Server } from "socket.io";

if (cluster.isPrimary) {
  const httpServer = createServer();
  setupMaster(httpServer, { loadBalancingMethod: "round-robin" });
  setupPrimary();
  cluster.setupPrimary({ serialization: "advanced" });
  const workers = [cluster.fork(), cluster.fork()];
  let waiting = workers.length;
  cluster.on("message", (_worker, message) => {
    if (message !== "up" || --waiting > 0) return;
    httpServer.listen(0, "127.0.0.1", () => console.log(`ready ${httpServer.address().port}`));
  });
} else {
  const io = new Server(createServer());
  // Workers find each other by heartbeats: often, because the test waits for it.
  io.adapter(createAdapter({ heartbeatInterval: 100 }));
  setupWorker(io);
  io.on("connection", (socket) => {
    socket.on("worker", (callback) => callback(process.pid));
    socket.on("to all", (...args) => io.emit("to all", ...args));
    socket.on("enter", (room) => socket.join(room));
    socket.on("to room", (room, text) => io.to(room).emit("to room", text));
    socket.on("count", async (callback) => callback((await io.fetchSockets()).length));
    socket.on("ask all", async (callback) => callback(await io.timeout(3000).emitWithAck("question")));
    socket.on("other workers", async (callback) => callback(await io.serverSideEmitWithAck("who")));
  });
  io.on("who", (callback) => callback(process.pid));
  const others = async () => {
    while ((await io.of("/").adapter.serverCount()) < 2) await new Promise((done) => setTimeout(done, 20));
    process.send("up");
  };
  void others();
}
