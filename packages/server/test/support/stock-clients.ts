import { createRequire } from "node:module";
import type { Untyped } from "../../src/socket/events/typed-events.js";
import type { Harness } from "./harness.js";

/** What the stock clients of all versions have in common. */
export interface StockSocket {
  id?: string;
  connected: boolean;
  volatile?: StockSocket;
  io: {
    engine: { transport: { name: string }; close(): void; once(event: string, listener: () => void): void };
  };
  on(event: string, listener: (...args: Untyped[]) => void): StockSocket;
  once(event: string, listener: (...args: Untyped[]) => void): StockSocket;
  emit(event: string, ...args: unknown[]): unknown;
  connect(): StockSocket;
  disconnect(): StockSocket;
}

export const VERSIONS = ["2.5", "3.1", "4.8"] as const;
export type StockVersion = (typeof VERSIONS)[number];

type Connect = (url: string, options: Record<string, unknown>) => StockSocket;

// By require: the old ones have no types.
const require = createRequire(import.meta.url);
const CONNECT: Readonly<Record<StockVersion, Connect>> = {
  "2.5": require("socket.io-client-2"),
  "3.1": require("socket.io-client-3"),
  "4.8": require("socket.io-client"),
};

/** A stock client, disconnected when the test is over. */
export function connectStock(
  harness: Harness,
  version: StockVersion,
  url: string,
  options: Record<string, unknown> = {},
): StockSocket {
  const socket = CONNECT[version](url, { forceNew: true, reconnection: false, ...options });
  harness.onCleanup(() => socket.disconnect());
  return socket;
}
