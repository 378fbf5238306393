import { ClusterAdapter } from "../nodes/cluster-adapter.js";
import type { AdapterNamespace } from "../nodes/namespace.js";
import { type NodeOptions, nodeDefaults } from "../nodes/options.js";
import { IpcChannel } from "./ipc-channel.js";

/**
 * An adapter for the workers of a Node cluster. The primary needs {@link setupPrimary}. Speaks with workers
 * that use `@socket.io/cluster-adapter`, under either's primary.
 *
 * @throws NotAWorkerError where there is no primary to speak to, when the server is made
 */
export function createAdapter(
  options: Partial<NodeOptions> = {},
): (namespace: AdapterNamespace) => ClusterAdapter {
  const all = { ...nodeDefaults, ...options };
  return (namespace) =>
    new ClusterAdapter(namespace, {
      engine: "The primary of the Node cluster",
      options: all,
      open: (listener) => new IpcChannel(listener),
    });
}
