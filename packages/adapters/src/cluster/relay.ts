import cluster, { type Worker } from "node:cluster";
import type { NodeId } from "../nodes/messages.js";
import { type IpcMessage, isIpcMessage } from "./messages.js";

export interface Relay {
  /** Gives the workers what came from elsewhere. */
  deliver(message: IpcMessage): void;
  /** Whether a worker of this process is the node. */
  has(node: NodeId): boolean;
  stop(): void;
}

/**
 * Passes on, in the primary of a Node cluster, what the adapters of its workers say to each other.
 *
 * @param elsewhere takes what may concern nodes that are no workers of this process
 */
export function relayBetweenWorkers(elsewhere?: (message: IpcMessage) => void): Relay {
  /** In which worker a node is. Nodes are known from their first message on. */
  const workers = new Map<NodeId, Worker>();

  const sendToAll = (message: IpcMessage, from?: Worker): void => {
    for (const worker of Object.values(cluster.workers ?? {})) {
      if (worker !== undefined && worker.id !== from?.id) send(worker, message);
    }
  };
  const onMessage = (from: Worker, message: unknown): void => {
    if (!isIpcMessage(message)) return;
    if (message.uid !== undefined) workers.set(message.uid, from);
    const asking = "requesterUid" in message ? workers.get(message.requesterUid) : undefined;
    if (asking !== undefined) {
      send(asking, message);
      return;
    }
    sendToAll(message, from);
    elsewhere?.(message);
  };
  const onExit = (worker: Worker): void => {
    for (const [node, its] of workers) if (its.id === worker.id) workers.delete(node);
  };

  cluster.on("message", onMessage);
  cluster.on("exit", onExit);
  return {
    deliver: (message) => sendToAll(message),
    has: (node) => workers.has(node),
    stop() {
      cluster.off("message", onMessage);
      cluster.off("exit", onExit);
    },
  };
}

function send(worker: Worker, message: object): void {
  // A worker that is about to end refuses: its farewell, or its heartbeats' absence, tells the others.
  if (worker.isConnected()) worker.process.send?.(message, undefined, undefined, () => {});
}
