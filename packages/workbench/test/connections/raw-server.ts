import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

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
