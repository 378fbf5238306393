import type { Parser } from "@signalbox/client";
import type { ServerOptions } from "./socket-io-server.js";

/** Socket.IO packets in MessagePack, for clients and servers. Loaded when it is needed. */
export async function msgpackParser(): Promise<Parser & ServerOptions["parser"]> {
  const loaded = await import("socket.io-msgpack-parser");
  // Its declarations give the encoder one buffer where it returns a list.
  return loaded as unknown as Parser & ServerOptions["parser"];
}
