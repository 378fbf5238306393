import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "@signalbox/server";

type Options = ConstructorParameters<typeof Server>[1];

/** A server of ours in this process, for options that are functions. */
export async function startServer(options: Options): Promise<{ readonly io: Server; readonly port: number }> {
  const http = createServer();
  const io = new Server(http, options);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return { io, port: (http.address() as AddressInfo).port };
}
