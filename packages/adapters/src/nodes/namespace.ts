import type { AdapterSocket, AdapterNamespace as BaseNamespace, SessionToPersist } from "@signalbox/server";

/** The members of a socket that these adapters use. */
export interface ConnectedSocket extends AdapterSocket {
  readonly _session?: SessionToPersist | undefined;
  readonly client: AdapterSocket["client"] & {
    /** Closes the connection, as if it had been lost. */
    close(): void;
  };
}

/** The members of a namespace that these adapters use. */
export interface AdapterNamespace extends BaseNamespace {
  readonly sockets: Map<string, ConnectedSocket>;
  readonly server: BaseNamespace["server"] & {
    readonly recovery?: { readonly maxDisconnectionDuration: number } | undefined;
  };
  _onServerSideEmit(args: [event: string, ...args: unknown[]]): void;
}
