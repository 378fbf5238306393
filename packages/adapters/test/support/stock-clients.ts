import { createRequire } from "node:module";

/** What the stock clients of all versions have in common. */
export interface StockSocket {
  readonly id?: string;
  readonly connected: boolean;
  readonly io: { readonly engine: { readonly id: string; readonly transport: { readonly name: string } } };
  on(event: string, listener: (...args: unknown[]) => void): StockSocket;
  once(event: string, listener: (...args: unknown[]) => void): StockSocket;
  emit(event: string, ...args: unknown[]): unknown;
  disconnect(): StockSocket;
}

type Connect = (url: string, options: Record<string, unknown>) => StockSocket;

// By require: the old one has no types.
const require = createRequire(import.meta.url);
const CONNECT: Readonly<Record<2 | 4, Connect>> = {
  2: require("socket.io-client-2"),
  4: require("socket.io-client"),
};

/** A stock client of Socket.IO 2 or 4, once it is connected. */
export async function connectStock(
  version: 2 | 4,
  port: number,
  options: Record<string, unknown>,
): Promise<StockSocket> {
  const socket = CONNECT[version](`http://127.0.0.1:${port}`, { forceNew: true, ...options });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("connect_error", reject);
  });
  return socket;
}
