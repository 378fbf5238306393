import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { TlsOptions } from "node:tls";
import { onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { selfSigned } from "./self-signed.js";

/** A TCP server that does what it is told with each connection. Returns its port. */
export async function startRawServer(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** Answers each request head with the same bytes. */
export function startAnswering(answer: string): Promise<number> {
  return startRawServer((socket) => {
    socket.on("data", () => socket.end(answer));
  });
}

/** The stock `ws` as an echo behind TLS; by default with a certificate that nobody vouches for. */
export async function startTlsEcho(tls: TlsOptions = selfSigned): Promise<number> {
  const server = createHttpsServer(tls);
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
