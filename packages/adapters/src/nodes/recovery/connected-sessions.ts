import type { WireSession } from "../messages.js";

/** The sessions of a node's connected clients, by the ids of their sockets. */
export interface SessionSource {
  readonly size: number;
  get(sid: string): WireSession | undefined;
  /** All of them; those that come meanwhile too. */
  all(): Iterator<WireSession>;
}

type Sockets = ReadonlyMap<string, { readonly _session?: WireSession | undefined }>;

export function connectedSessions(sockets: Sockets): SessionSource {
  return {
    get size() {
      return sockets.size;
    },
    get: (sid) => sockets.get(sid)?._session,
    *all() {
      for (const { _session: session } of sockets.values()) if (session !== undefined) yield session;
    },
  };
}
