import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { eventually, type Node } from "./nodes.js";

/** A stock client of a node, which remembers what it got and answers every question with its name. */
export interface TestClient {
  readonly name: string;
  /** Where it is, or was last. */
  node: Node;
  readonly socket: Socket;
  readonly id: string;
  /** Events, oldest first: name and arguments. */
  readonly received: unknown[][];
  /** Whether it answers. */
  answers: boolean;
  /** Resolves when an event of this name has come, and gives it. */
  event(name: string): Promise<unknown[]>;
  /** Cuts the connection, as a network would. */
  cut(): void;
  /** Connects to a node, this or another. @returns whether the server recovered the session */
  returnTo(node: Node): Promise<boolean>;
  close(): void;
}

export async function connectClient(
  node: Node,
  name: string,
  options: Partial<ManagerOptions & SocketOptions> & { readonly nsp?: string } = {},
): Promise<TestClient> {
  const { nsp = "", ...rest } = options;
  const socket = io(`http://127.0.0.1:${node.port}${nsp}`, {
    transports: ["websocket"],
    forceNew: true,
    auth: { name },
    ...rest,
  });
  const received: unknown[][] = [];
  const client: TestClient = {
    name,
    node,
    socket,
    get id() {
      return socket.id ?? "";
    },
    received,
    answers: true,
    async event(wanted) {
      await eventually(
        () => received.length,
        () => received.some(([event]) => event === wanted),
      );
      return received.find(([event]) => event === wanted) ?? [];
    },
    cut: () => socket.io.engine.close(),
    async returnTo(to) {
      client.node = to;
      Object.assign(socket.io, { uri: `http://127.0.0.1:${to.port}` });
      const connected = new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve);
        socket.once("connect_error", reject);
      });
      if (socket.connected) await new Promise((resolve) => socket.once("disconnect", resolve));
      socket.connect();
      await connected;
      return socket.recovered;
    },
    close: () => void socket.disconnect(),
  };
  socket.onAny((...event: unknown[]) => {
    const answer = event.at(-1);
    if (typeof answer === "function") {
      event.pop();
      if (client.answers) answer(name, "more");
    }
    received.push(event);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return client;
}

/**
 * Waits until the nodes know each other: what each of them sends reaches the clients of all. Then forgets
 * what the clients got.
 */
export async function settle(nodes: readonly Node[], clients: readonly TestClient[]): Promise<void> {
  for (const node of nodes) {
    await eventually(
      () => node.order<number>("serverCount"),
      (count) => count === nodes.length,
    );
    const probe = `probe ${node.name}`;
    await eventually(
      () => node.order("emit", { args: [probe] }),
      () => clients.every(({ received }) => received.some(([event]) => event === probe)),
    );
  }
  await quiet(nodes, clients);
}

/** Waits until what the nodes have sent so far has come, and forgets it. */
export async function quiet(nodes: readonly Node[], clients: readonly TestClient[]): Promise<void> {
  for (const node of nodes) await node.order("emit", { args: [`quiet ${node.name}`] });
  for (const node of nodes) await Promise.all(clients.map((client) => client.event(`quiet ${node.name}`)));
  for (const client of clients) client.received.length = 0;
}
