// The session of recordings.ts, played by the stock socket.io-client of a version; prints what came, as JSON.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [url, version] = process.argv.slice(2);
const client = require(version === "4" ? "socket.io-client" : `socket.io-client-${version}`);
const connect = client.io ?? client;
const heard = [];

async function join(name) {
  const socket = connect(url, { forceNew: true, reconnection: false, transports: ["polling", "websocket"] });
  for (const event of ["welcome", "joined", "said", "picture"]) {
    socket.on(event, (value) => heard.push([name, event, withoutIds(value)]));
  }
  await new Promise((resolve, reject) => {
    socket.on("connect", resolve);
    socket.on("connect_error", reject);
  });
  return socket;
}

const ask = (socket, ...args) => new Promise((resolve) => socket.emit(...args, resolve));
const next = (socket, event) => new Promise((resolve) => socket.once(event, resolve));
const withoutIds = (value) =>
  JSON.parse(
    JSON.stringify(value, (key, inner) =>
      key === "you" || (key === "id" && typeof inner === "string") ? "id" : inner,
    ),
  );

const alice = await join("alice");
const bob = await join("bob");
for (const [name, socket] of [
  ["alice", alice],
  ["bob", bob],
]) {
  const { token } = await ask(socket, "login", name);
  const joined = name === "bob" ? next(alice, "joined") : undefined;
  heard.push([name, "ack of join", await ask(socket, "join", token, "lobby")]);
  await joined;
}
for (const n of [1, 2, 3]) {
  const said = Promise.all([next(alice, "said"), next(bob, "said")]);
  heard.push(["alice", "ack of say", await ask(alice, "say", "lobby", `message ${n}`)]);
  await said;
}
const picture = next(bob, "picture");
bob.emit("picture", Buffer.from([0, 255, 16]));
await picture;
bob.disconnect();
alice.disconnect();
// Acks and events of different people may come in any order.
console.log(JSON.stringify(heard.map((one) => JSON.stringify(one)).sort()));
