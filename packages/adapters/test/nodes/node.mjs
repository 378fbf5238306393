/**
 * One Socket.IO node, stock or ours, in a process of its own. Its configuration is the JSON in NODE;
 * it prints `ready <port>`, and `control <port>` for orders.
 */
import { createServer } from "node:http";
import { makeAdapter, makeEmitter } from "./adapter.mjs";
import { listenForOrders } from "./control.mjs";

const config = JSON.parse(process.env.NODE);
// A test that was ended in the middle could not end its nodes.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(), 1000).unref();
const { Server } = await import(config.make === "ours" ? "@signalbox/server" : "socket.io");

const http = createServer();
const io = config.emitter
  ? await makeEmitter(config)
  : new Server(http, { ...config.server, adapter: await makeAdapter(config) });
if (config.forwarding) {
  const { forwardSessions } = await import("@signalbox/adapters/cluster");
  await forwardSessions(io, config.forwarding);
}

/** What reached this node, for tests to ask after. */
const heard = [];
for (const nsp of config.emitter ? [] : ["/", "/admin"]) {
  io.of(nsp).on("connection", (socket) => {
    socket.data.name = socket.handshake.auth.name;
    socket.on("join", (room, done) => Promise.resolve(socket.join(room)).then(() => done()));
    socket.on("leave all", (done) => {
      for (const room of socket.rooms) if (room !== socket.id) socket.leave(room);
      done();
    });
    socket.on("say", (room, ...args) => socket.to(room).emit(...args));
    socket.on("set", (data, done) => {
      Object.assign(socket.data, data);
      done();
    });
    heard.push({ nsp, event: "connection", recovered: socket.recovered, rooms: [...socket.rooms] });
  });
  io.of(nsp).on("hello", (...args) => {
    const answer = args.at(-1);
    if (typeof answer === "function") answer(`${config.name} heard ${JSON.stringify(args.slice(0, -1))}`);
    heard.push({ nsp, event: "hello", args: args.filter((arg) => typeof arg !== "function") });
  });
  const { adapter } = io.of(nsp);
  adapter.on("engine-lost", ({ code }) => heard.push({ nsp, event: "engine-lost", args: [code] }));
  adapter.on("engine-back", ({ kept }) => heard.push({ nsp, event: "engine-back", args: [kept] }));
}

function target({ nsp = "/", rooms = [], except = [], local = false, volatile = false, timeout }) {
  let operator = nsp === "/" ? io : io.of(nsp);
  if (rooms.length > 0) operator = operator.to(rooms);
  if (except.length > 0) operator = operator.except(except);
  if (local) operator = operator.local;
  if (volatile) operator = operator.volatile;
  if (timeout !== undefined) operator = operator.timeout(timeout);
  return operator;
}

const remote = ({ id, rooms, data, handshake }) => ({ id, rooms, data, handshake });

const port = await listenForOrders({
  emit: ({ args, times = 1, ...to }) => {
    const operator = target(to);
    for (let n = 0; n < times; n++) operator.emit(...args, ...(times > 1 ? [n] : []));
  },
  emitWithAck: ({ args, ...to }) => target({ timeout: 2000, ...to }).emitWithAck(...args),
  remoteEmit: async ({ args, ...to }) => {
    for (const socket of await target(to).fetchSockets()) socket.emit(...args);
  },
  remoteEmitWithAck: async ({ args, ...to }) => {
    const [socket] = await target(to).fetchSockets();
    return socket.timeout(2000).emitWithAck(...args);
  },
  fetchSockets: async (to) => (await target(to).fetchSockets()).map(remote),
  join: ({ into, ...to }) => void target(to).socketsJoin(into),
  leave: ({ from, ...to }) => void target(to).socketsLeave(from),
  disconnect: ({ close = false, ...to }) => void target(to).disconnectSockets(close),
  serverSideEmit: ({ args, ...to }) => void target(to).serverSideEmit(...args),
  serverSideEmitWithAck: ({ args, nsp = "/" }) => io.of(nsp).serverSideEmitWithAck(...args),
  serverCount: ({ nsp = "/" }) => io.of(nsp).adapter.serverCount(),
  allRooms: ({ nsp = "/" }) => io.of(nsp).adapter.allRooms(),
  hasPollOf: ({ sid }) => io.engine.clients[sid]?.transport.writable ?? false,
  heard: () => heard.splice(0),
  close: () => io.close(),
});

console.log(`control ${port}`);
if (config.emitter) console.log("ready 0");
else
  http.listen({ port: 0, host: "127.0.0.1", exclusive: !config.sharesPort }, () =>
    console.log(`ready ${http.address().port}`),
  );
