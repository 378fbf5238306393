import { EngineProtocolError } from "./errors.js";

/** What the server announces in its open packet. Times are in milliseconds. */
export interface EngineOpen {
  /** The session id. */
  readonly sid: string;
  /** Transports that this session may be upgraded to. */
  readonly upgrades: readonly string[];
  readonly pingInterval: number;
  readonly pingTimeout: number;
  /** The largest polling body the server takes, in bytes. Socket.IO 4 servers tell it. */
  readonly maxPayload?: number;
}

/** Reads the data of an open packet. Throws EngineProtocolError. */
export function parseOpen(data: string | Uint8Array | undefined): EngineOpen {
  let open: unknown;
  try {
    open = JSON.parse(data as string);
  } catch {}
  if (isOpen(open)) return open;
  throw new EngineProtocolError("ENGINE_BAD_OPEN", "bad open packet");
}

function isOpen(value: unknown): value is EngineOpen {
  if (typeof value !== "object" || value === null) return false;
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = value as Record<string, unknown>;
  return (
    typeof sid === "string" &&
    sid !== "" &&
    Array.isArray(upgrades) &&
    upgrades.every((name) => typeof name === "string") &&
    isCount(pingInterval) &&
    isCount(pingTimeout) &&
    (maxPayload === undefined || isCount(maxPayload))
  );
}

function isCount(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) >= 0;
}
