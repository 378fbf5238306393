import { afterEach } from "vitest";
import { io, type Manager, type ManagerOptions, type Socket, type SocketOptions } from "../src/index.js";

const opened: Socket[] = [];

afterEach(() => {
  for (const socket of opened.splice(0)) socket.io._close();
});

/** A socket with a Manager of its own, closed after the test. */
export function open(url: string | number, options: ManagerOptions & SocketOptions = {}): Socket {
  const socket = io(typeof url === "number" ? `http://127.0.0.1:${url}` : url, {
    forceNew: true,
    reconnectionDelay: 10,
    reconnectionDelayMax: 50,
    ...options,
  });
  opened.push(socket);
  return socket;
}

interface Emits {
  once(event: never, listener: never): unknown;
}

/** The arguments of the next such event; fails when the test does. */
export function next<T extends unknown[] = unknown[]>(emitter: Emits, event: string): Promise<T> {
  return new Promise((resolve) => {
    const { once } = emitter as { once(event: string, listener: (...args: T) => void): unknown };
    once.call(emitter, event, (...args: T) => resolve(args));
  });
}

/** A connected socket. */
export async function connected(
  url: string | number,
  options: ManagerOptions & SocketOptions = {},
): Promise<Socket> {
  const socket = open(url, options);
  await next(socket, "connect");
  return socket;
}

/** Resolves with the name of the transport once the session is on it. */
export async function onTransport(manager: Manager, name: string): Promise<void> {
  if (manager.engine.transport.name !== name) await next(manager.engine, "upgrade");
}
