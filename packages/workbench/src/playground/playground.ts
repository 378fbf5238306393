import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Playground } from "../contract/index.js";
import { serveChat } from "./chat.js";
import { serveEcho } from "./echo.js";

export interface RunningPlayground {
  readonly addresses: Playground;
  close(): Promise<void>;
}

/** Starts two small services on loopback, so that a newcomer has something to connect to. */
export async function startPlayground(): Promise<RunningPlayground> {
  const echo = createServer();
  const chat = createServer();
  const stopEcho = serveEcho(echo);
  const stopChat = serveChat(chat);
  const [echoPort, chatPort] = await Promise.all([listen(echo), listen(chat)]);
  return {
    addresses: {
      websocketUrl: `ws://127.0.0.1:${echoPort}`,
      socketIoUrl: `http://127.0.0.1:${chatPort}`,
    },
    async close() {
      await Promise.all([stopEcho(), stopChat()]);
    },
  };
}

function listen(server: HttpServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => resolve((server.address() as AddressInfo).port));
  });
}
