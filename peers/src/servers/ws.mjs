import { createServer, STATUS_CODES } from "node:http";
import { WebSocketServer } from "ws";

const options = JSON.parse(process.argv[2] ?? "{}");
const http = createServer((_request, response) => {
  response.writeHead(426, { "content-type": "text/plain", upgrade: "websocket" });
  response.end("This is a WebSocket server.");
});
const server = new WebSocketServer({ noServer: true, ...options });

http.on("upgrade", (request, socket, head) => {
  const path = new URL(request.url, "http://localhost").pathname;
  if (path === "/hang") return;
  const refused = /^\/status\/(\d{3})$/.exec(path);
  if (refused) {
    const status = Number(refused[1]);
    const body = `refused with ${status}`;
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}\r\nContent-Type: text/plain\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    return;
  }
  server.handleUpgrade(request, socket, head, (ws) => server.emit("connection", ws, request));
});

server.on("connection", (ws) => {
  console.log("open");
  ws.on("error", (error) => console.log(`error ${error.message}`));
  ws.on("close", (code, reason) => console.log(`close ${code} ${reason}`));
  ws.on("message", (data, isBinary) => {
    const text = isBinary ? "" : data.toString();
    const flood = /^flood (\d+) (\d+)$/.exec(text);
    if (flood) return sendFlood(ws, Number(flood[1]), Number(flood[2]));
    const close = /^close (\d+) ?(.*)$/.exec(text);
    if (close) return ws.close(Number(close[1]), close[2]);
    if (text === "ping") return ws.ping("are you there");
    if (data.length < 200) console.log(`message ${isBinary ? data.toString("hex") : text}`);
    ws.send(data, { binary: isBinary });
  });
});

/** In slices, so that the peer's own memory does not decide what is measured. */
function sendFlood(ws, count, size) {
  let sent = 0;
  const slice = () => {
    while (sent < count && ws.bufferedAmount < 1 << 20) {
      ws.send(String(sent).padEnd(size, "x"));
      sent += 1;
    }
    if (sent < count) setImmediate(slice);
  };
  slice();
}

http.listen(0, "127.0.0.1", () => console.log(`ready ${http.address().port}`));
