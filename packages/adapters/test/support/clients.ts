import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { eventually, type Node } from "./nodes.js";

/** A stock client of a node, which remembers what it got and answers every question with its name. */
export interface TestClient {
  readonly name: string;
  readonly node: Node;
  readonly socket: Socket;
  readonly id: string;
  /** Events, oldest first: name and arguments. */
  readonly received: unknown[][];
  /** Resolves when an event of this name has come, and gives it. */
  event(name: string): Promise<unknown[]>;
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
  socket.onAny((...event: unknown[]) => {
    const answer = event.at(-1);
    if (typeof answer === "function") {
      event.pop();
      answer(name, "more");
    }
    received.push(event);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return {
    name,
    node,
    socket,
    id: socket.id ?? "",
    received,
    async event(wanted) {
      await eventually(
        () => received.length,
        () => received.some(([event]) => event === wanted),
      );
      return received.find(([event]) => event === wanted) ?? [];
    },
    close: () => void socket.disconnect(),
  };
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
  // Every probe that is under way comes before this.
  for (const node of nodes) await node.order("emit", { args: [`settled ${node.name}`] });
  for (const node of nodes) await Promise.all(clients.map((client) => client.event(`settled ${node.name}`)));
  for (const client of clients) client.received.length = 0;
}
