// A stock `ws` server that sends to its first client as fast as that reads, until it is told to stop. Then it
// closes the connection and tells how many messages it sent.
import { WebSocketServer } from "ws";

const size = Number(process.argv[2]);
const message = JSON.stringify({ type: "tick", price: 101.25, text: "x".repeat(size) }).slice(0, size);
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
let isStopped = false;
let sent = 0;

server.on("listening", () => process.send(server.address().port));
server.on("connection", (socket, request) => {
  const flood = () => {
    if (isStopped) {
      socket.close(1000);
      return process.send(sent);
    }
    request.socket.cork();
    for (let n = 0; n < 500 && socket.bufferedAmount < 1 << 20; n++, sent++) socket.send(message);
    request.socket.uncork();
    setImmediate(flood);
  };
  flood();
});
process.on("message", () => {
  isStopped = true;
});
