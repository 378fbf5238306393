// A stock `ws` server that sends to whoever connects as many messages a second as it is told to.
import { WebSocketServer } from "ws";

const perSecond = Number(process.argv[2]);
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
const text = JSON.stringify({ type: "live", text: "y".repeat(128) }).slice(0, 126);

server.on("listening", () => process.send(server.address().port));
server.on("connection", (socket) => {
  const began = performance.now();
  let sent = 0;
  const sending = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * perSecond;
    for (; sent < due; sent++) socket.send(text);
  }, 5);
  socket.on("close", () => clearInterval(sending));
});
process.on("disconnect", () => process.exit(0));
