import { type IpcMessage, isIpcMessage } from "./messages.js";

/** A namespace's end of the channel to the primary. */
export interface IpcListener {
  readonly namespace: string;
  onIpcMessage(message: IpcMessage): void;
  onDisconnect(): void;
}

const listeners = new Map<string, Set<IpcListener>>();

/** Begins to receive. The process has one listener, however many namespaces there are. */
export function listenToPrimary(listener: IpcListener): void {
  if (listeners.size === 0) {
    process.on("message", onMessage);
    process.on("disconnect", onDisconnect);
  }
  const others = listeners.get(listener.namespace);
  if (others === undefined) listeners.set(listener.namespace, new Set([listener]));
  else others.add(listener);
}

export function unlistenToPrimary(listener: IpcListener): void {
  const others = listeners.get(listener.namespace);
  if (others?.delete(listener) !== true || others.size > 0) return;
  listeners.delete(listener.namespace);
  if (listeners.size > 0) return;
  process.off("message", onMessage);
  process.off("disconnect", onDisconnect);
}

function onMessage(message: unknown): void {
  if (!isIpcMessage(message) || message.nsp === undefined) return;
  for (const listener of listeners.get(message.nsp) ?? []) listener.onIpcMessage(message);
}

function onDisconnect(): void {
  for (const each of listeners.values()) for (const listener of each) listener.onDisconnect();
}
