import { io as signalboxIo } from "@signalbox/client";
import type { Harness } from "./harness.js";
import { connectStock, type StockSocket, VERSIONS } from "./stock-clients.js";

/** One client implementation, speaking one version. */
export interface Contestant {
  readonly name: string;
  /** Speaks Socket.IO protocol 4: refusals come as `error` with a plain value, tokens in the query. */
  readonly isV2: boolean;
  connect(harness: Harness, url: string, options: Record<string, unknown>): StockSocket;
}

const stock = VERSIONS.map(
  (version): Contestant => ({
    name: `socket.io-client ${version}`,
    isV2: version === "2.5",
    connect: (harness, url, options) => connectStock(harness, version, url, options),
  }),
);

const ours = ([2, 3, 4] as const).map(
  (version): Contestant => ({
    name: `@signalbox/client as v${version}`,
    isV2: version === 2,
    connect: (harness, url, options) => {
      const socket = signalboxIo(url, { forceNew: true, reconnection: false, version, ...options });
      harness.onCleanup(() => socket.disconnect());
      return socket as unknown as StockSocket;
    },
  }),
);

export const CONTESTANTS: readonly Contestant[] = [...stock, ...ours];
