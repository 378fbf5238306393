// A route of @fastify/websocket, which makes its server and its streams with `ws`.
import fastifyWebsocket from "@fastify/websocket";
import Fastify from "fastify";
import * as ws from "ws";

const app = Fastify();
await app.register(fastifyWebsocket, { options: { maxPayload: 1_000_000 } });
app.get("/echo/:name", { websocket: true }, (socket, request) => {
  socket.on("message", (data) => socket.send(`${request.params.name} says ${data}`));
});
await app.listen({ port: 0, host: "127.0.0.1" });
const { port } = app.server.address();
const client = new ws.WebSocket(`ws://127.0.0.1:${port}/echo/ada`);
client.on("open", () => client.send("hello"));
const answer = await new Promise((resolve) => client.on("message", (data) => resolve(String(data))));
const injected = await app.injectWS("/echo/bob");
injected.send("hi");
const second = await new Promise((resolve) => injected.on("message", (data) => resolve(String(data))));
injected.terminate();
const closed = new Promise((resolve) => client.on("close", (code) => resolve(code)));
await app.close();
console.log(JSON.stringify({ isOurs: "prepareMessage" in ws, answer, second, closed: await closed }));
process.exit();
