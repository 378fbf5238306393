// Clients of ours in a process of their own, which dial a server again and again and must survive what it says.
// argv[2]: the URL.
import { WebSocket } from "@signalbox/websocket";

const url = process.argv[2];
const counts = { dialled: 0, opened: 0, closed: 0, errors: {} };
let isStopping = false;

function dial() {
  counts.dialled++;
  const webSocket = new WebSocket(url, ["fuzz"], {
    maxPayload: 1 << 20,
    closeTimeout: 1000,
    handshakeTimeout: 10_000,
  });
  webSocket.on("open", () => {
    counts.opened++;
    webSocket.send("hello", () => {});
  });
  webSocket.on("message", (data, isBinary) => webSocket.send(data, { binary: isBinary }, () => {}));
  webSocket.on("error", ({ code, message }) => {
    const key = code ?? message;
    counts.errors[key] = (counts.errors[key] ?? 0) + 1;
  });
  webSocket.on("close", () => {
    counts.closed++;
    if (!isStopping) setImmediate(dial);
  });
}
for (let count = 0; count < 8; count++) dial();
process.send?.("dialling");

process.on("message", (what) => {
  if (what === "stop") isStopping = true;
  globalThis.gc?.();
  process.send?.({ ...counts, ...process.memoryUsage() });
});
process.on("disconnect", () => process.exit());
