import type { Duplex } from "node:stream";
import type StockWebSocket from "ws";
import { until, urlOf } from "../support.js";
import { type Log, listening, type Scenario } from "./scenario.js";

interface Stage {
  readonly stream: Duplex;
  readonly client: StockWebSocket;
  readonly peer: Promise<StockWebSocket>;
  readonly log: Log;
}

/** Everything a stream over a client tells while `act` happens, each side in its own order. */
function stream(name: string, act: (stage: Stage) => Promise<void>, options = {}): Scenario {
  return {
    name: `a stream: ${name}`,
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      const peer = until(server, "connection").then(([websocket]) => {
        websocket.on("error", () => {});
        return websocket as StockWebSocket;
      });
      const client = new WebSocket(urlOf(server));
      const duplex = WebSocket.createWebSocketStream(client, options);
      for (const event of ["end", "finish", "error", "close"]) {
        duplex.on(event, (error?: Error) => log(event, error?.message, duplex.destroyed, client.readyState));
      }
      await act({ stream: duplex, client, peer, log });
      log(duplex.destroyed, duplex.readableEnded, duplex.writableFinished);
      for (const websocket of server.clients) websocket.terminate();
      server.close();
    },
  };
}

export const streamScenarios: Scenario[] = [
  stream("the client writes before it is open and ends", async ({ stream, peer, log }) => {
    stream.resume();
    stream.end("bye");
    (await peer).on("message", (data) => log("peer", data));
    await until(stream, "close");
  }),
  stream("the server closes", async ({ stream, client, peer }) => {
    stream.resume();
    const isEnded = until(stream, "end");
    (await peer).close(1000);
    await isEnded;
    if (client.readyState !== client.CLOSED) await until(client, "close");
    stream.end();
    await until(stream, "close");
  }),
  stream("the server terminates", async ({ stream, peer }) => {
    stream.resume();
    const isEnded = until(stream, "end");
    (await peer).terminate();
    await isEnded;
  }),
  stream("destroyed with a reason", async ({ stream, client }) => {
    await until(client, "open");
    stream.destroy(new Error("enough"));
    await until(stream, "close");
  }),
  stream("destroyed while connecting", async ({ stream }) => {
    stream.destroy();
    await until(stream, "close");
  }),
  stream(
    "text and bytes in object mode",
    async ({ stream, peer, log }) => {
      const websocket = await peer;
      websocket.send("text");
      websocket.send(Buffer.from("bytes"));
      for await (const chunk of stream) {
        log(typeof chunk, String(chunk));
        if (String(chunk) === "bytes") websocket.close();
      }
    },
    { readableObjectMode: true },
  ),
];
