import type { ConnectionWatcher } from "./client.js";

interface Emitter {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
}

type Event = readonly [name: string, means: "lost" | "back"];

interface Watched {
  readonly watchers: Set<ConnectionWatcher>;
  readonly listeners: readonly (readonly [string, (reason?: unknown) => void])[];
}

const watched = new WeakMap<Emitter, Watched>();

/**
 * Watches a client's connection. However many namespaces watch one client, it has one set of listeners.
 *
 * @returns stops watching
 */
export function watchConnection(
  client: Emitter,
  events: readonly Event[],
  watcher: ConnectionWatcher,
): () => void {
  let entry = watched.get(client);
  if (entry === undefined) {
    const watchers = new Set<ConnectionWatcher>();
    const onLost = (reason?: unknown) => {
      const error = reason instanceof Error ? reason : new Error("the connection was closed");
      for (const each of watchers) each.onLost(error);
    };
    const onBack = () => {
      for (const each of watchers) each.onBack();
    };
    entry = {
      watchers,
      listeners: events.map(([name, means]) => [name, means === "lost" ? onLost : onBack]),
    };
    for (const [name, listener] of entry.listeners) client.on(name, listener);
    watched.set(client, entry);
  }
  const { watchers, listeners } = entry;
  watchers.add(watcher);
  return () => {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    // The listener of `error` stays: without one, a client's error ends the process.
    for (const [name, listener] of listeners) if (name !== "error") client.off(name, listener);
    watched.delete(client);
  };
}
