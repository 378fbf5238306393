import cluster, { type Worker } from "node:cluster";
import type { NodeId } from "../nodes/messages.js";
import { isIpcMessage } from "./messages.js";

/**
 * Makes the primary pass on what the adapters of its workers say to each other. Call it once, before the
 * workers are forked. Events with bytes in them need `cluster.setupPrimary({ serialization: "advanced" })`.
 *
 * @returns stops passing on
 */
export function setupPrimary(): () => void {
  /** In which worker a node is. Nodes are known from their first message on. */
  const workers = new Map<NodeId, Worker>();

  const onMessage = (from: Worker, message: unknown): void => {
    if (!isIpcMessage(message)) return;
    if (message.uid !== undefined) workers.set(message.uid, from);
    if ("requesterUid" in message) {
      const asking = workers.get(message.requesterUid);
      if (asking !== undefined) {
        send(asking, message);
        return;
      }
    }
    for (const worker of Object.values(cluster.workers ?? {})) {
      if (worker !== undefined && worker.id !== from.id) send(worker, message);
    }
  };
  const onExit = (worker: Worker): void => {
    for (const [node, its] of workers) if (its.id === worker.id) workers.delete(node);
  };

  cluster.on("message", onMessage);
  cluster.on("exit", onExit);
  return () => {
    cluster.off("message", onMessage);
    cluster.off("exit", onExit);
  };
}

function send(worker: Worker, message: object): void {
  // A worker that is about to end refuses: its farewell, or its heartbeats' absence, tells the others.
  if (worker.isConnected()) worker.process.send?.(message, undefined, undefined, () => {});
}
