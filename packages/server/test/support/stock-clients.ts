import { io as io4 } from "socket.io-client";
import io2 from "socket.io-client-2";
import { io as io3 } from "socket.io-client-3";
import type { Harness } from "./harness.js";

/** What the stock clients of all versions have in common. */
export interface StockSocket {
  id?: string;
  connected: boolean;
  volatile?: StockSocket;
  io: {
    engine: { transport: { name: string }; close(): void; once(event: string, listener: () => void): void };
  };
  on(event: string, listener: (...args: never[]) => void): StockSocket;
  once(event: string, listener: (...args: never[]) => void): StockSocket;
  emit(event: string, ...args: unknown[]): unknown;
  connect(): StockSocket;
  disconnect(): StockSocket;
}

export const VERSIONS = ["2.5", "3.1", "4.8"] as const;
export type StockVersion = (typeof VERSIONS)[number];

type Connect = (url: string, options: Record<string, unknown>) => StockSocket;

const CONNECT: Record<StockVersion, Connect> = {
  "2.5": io2 as unknown as Connect,
  "3.1": io3 as unknown as Connect,
  "4.8": io4 as unknown as Connect,
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
