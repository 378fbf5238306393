import type { Server, ServerOptions, Socket } from "../../src/index.js";
import { type Harness, next } from "./harness.js";
import { connectStock, type StockSocket } from "./stock-clients.js";

export interface Pair {
  readonly client: StockSocket;
  readonly socket: Socket;
}

export interface Stage {
  readonly io: Server;
  readonly url: string;
  readonly pairs: readonly Pair[];
}

/** Connects one stock 4.8 client to a namespace and gives both ends. */
export async function connectPair(
  harness: Harness,
  io: Server,
  url: string,
  options: Record<string, unknown> = {},
  namespace = "/",
): Promise<Pair> {
  const connection = next<[Socket]>(io.of(namespace), "connection");
  const client = connectStock(harness, "4.8", `${url}${namespace}`, {
    transports: ["websocket"],
    ...options,
  });
  const [[socket]] = await Promise.all([connection, next(client, "connect")]);
  return { client, socket };
}

/** A server and some clients, connected one after the other. */
export async function stage(
  harness: Harness,
  count: number,
  options: Partial<ServerOptions> = {},
  clientOptions: Record<string, unknown> = {},
): Promise<Stage> {
  const { io, url } = await harness.start(options);
  const pairs: Pair[] = [];
  for (let index = 0; index < count; index++) pairs.push(await connectPair(harness, io, url, clientOptions));
  return { io, url, pairs };
}

/** What clients receive until a round trip with each of them has shown that nothing is under way. */
export async function receivedBy(
  pairs: readonly Pair[],
  event: string,
  act: () => unknown,
): Promise<unknown[][]> {
  const received = pairs.map(({ client }) => {
    const list: unknown[] = [];
    client.on(event, (...args: unknown[]) => list.push(args));
    return list;
  });
  await act();
  await settle(pairs);
  return received;
}

/** Waits until everything sent so far has arrived at the clients. */
export async function settle(pairs: readonly Pair[]): Promise<void> {
  await Promise.all(
    pairs.map(({ client, socket }) => {
      client.once("settle?", (done: () => void) => done());
      return socket.timeout(5000).emitWithAck("settle?");
    }),
  );
}
