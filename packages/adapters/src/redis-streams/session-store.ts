import { createHash } from "node:crypto";
import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import type { WireSession } from "../nodes/messages.js";
import type { SessionSource } from "../nodes/recovery/connected-sessions.js";
import type { RedisEngine } from "../redis/client.js";

/** Reads a key and deletes it in one step, on servers older than Redis 6.2 (GETDEL) too. */
const TAKE = "local v = redis.call('GET', KEYS[1]) redis.call('DEL', KEYS[1]) return v";

/**
 * KEYS: sessions. ARGV: for how many milliseconds, then for each the digest of the value that must be there
 * (empty: whatever is) and the new value (empty: none). A session that another node has taken meanwhile
 * stays as it is.
 */
const SAVE = [
  "for i = 1, #KEYS do",
  "  local was, value = ARGV[2 * i], ARGV[2 * i + 1]",
  "  local now = redis.call('GET', KEYS[i])",
  "  if was == '' or (now and redis.sha1hex(now) == was) then",
  "    if value == '' then redis.call('DEL', KEYS[i]) else redis.call('SET', KEYS[i], value, 'PX', ARGV[1]) end",
  "  end",
  "end",
].join("\n");

const BATCH = 100;
/** How many sockets that changed are saved in one turn: more would hold up everybody. */
const MAX_CHANGED = 1000;
/** How many sockets are looked at in one turn, at least: a socket's `data` changes without a word. */
const LOOKED_AT = 200;
const TRIES = 4;
const RETRY_MS = 100;

export interface SessionStoreParts {
  readonly engine: RedisEngine;
  readonly keyPrefix: string;
  /** How long a client may be away. */
  readonly maxAgeMs: number;
  /** How often the sessions of connected clients are saved; 0: never. */
  readonly saveIntervalMs: number;
  /** The sessions of this node's connected clients. */
  readonly sessions: SessionSource;
  onError(error: Error): void;
}

interface Saved {
  readonly pid: string;
  /** SHA-1 of what was saved; empty when what is there is not known. */
  digest: string;
  at: number;
}

interface Change {
  readonly key: string;
  readonly was: string;
  readonly value: string;
}

/**
 * Sessions as keys of Redis, as the official adapter has them. Those of connected clients are saved ahead,
 * so that the clients of a node that is killed can go on elsewhere.
 */
export class SessionStore {
  readonly #parts: SessionStoreParts;
  /** By socket id. */
  readonly #saved = new Map<string, Saved>();
  /** Sockets that came, or joined or left a room, since they were saved. */
  readonly #changed = new Set<string>();
  readonly #abandoned = new Set<string>();
  readonly #timer: NodeJS.Timeout | undefined;
  #next: Iterator<WireSession> | undefined;
  #isSaving = false;

  constructor(parts: SessionStoreParts) {
    this.#parts = parts;
    if (parts.saveIntervalMs > 0)
      this.#timer = setInterval(() => void this.#saveAhead(), parts.saveIntervalMs).unref();
  }

  /** A socket is in other rooms than before. */
  touch(sid: string): void {
    if (this.#timer !== undefined) this.#changed.add(sid);
  }

  /** A session has gone on elsewhere: what becomes of this node's socket is nothing to it. */
  abandon(sid: string): void {
    this.#saved.delete(sid);
    this.#changed.delete(sid);
    this.#abandoned.add(sid);
  }

  /** A client was cut off. */
  persist(session: WireSession): void {
    if (this.#abandoned.delete(session.sid)) return;
    const saved = this.#saved.get(session.sid);
    this.#saved.delete(session.sid);
    this.#changed.delete(session.sid);
    try {
      const value = encodeSession(session);
      const change = { key: this.#keyOf(session.pid), was: saved?.digest ?? "", value };
      this.#apply([change], this.#parts.maxAgeMs).catch((error: Error) => this.#parts.onError(error));
    } catch (error) {
      this.#parts.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** A client has left for good. */
  forget(sid: string): void {
    this.#abandoned.delete(sid);
    this.#changed.delete(sid);
    const saved = this.#saved.get(sid);
    if (saved === undefined) return;
    this.#saved.delete(sid);
    const change = { key: this.#keyOf(saved.pid), was: saved.digest, value: "" };
    // It would be gone by itself, later.
    this.#apply([change], this.#parts.maxAgeMs).catch(() => {});
  }

  /** Redis was away, and may have lost what was saved. */
  onBack(): void {
    for (const saved of this.#saved.values()) {
      saved.digest = "";
      saved.at = 0;
    }
  }

  /** The client may be faster than the node that has to write its session. */
  async take(pid: string): Promise<WireSession | undefined> {
    const key = this.#keyOf(pid);
    for (let tries = 1; ; tries++) {
      const value = await this.#parts.engine.command(key, false, ["EVAL", TAKE, "1", key]);
      if (typeof value === "string") return decodeMessagePack(Buffer.from(value, "base64")) as WireSession;
      if (tries === TRIES) return undefined;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  // --- private

  #keyOf(pid: string): string {
    return `${this.#parts.keyPrefix}${pid}`;
  }

  async #saveAhead(): Promise<void> {
    // One save at a time: a Redis that is away is not given more to remember.
    if (this.#isSaving) return;
    this.#isSaving = true;
    const { maxAgeMs } = this.#parts;
    try {
      const changes = [...this.#dueSessions()].flatMap((session) => this.#changeOf(session) ?? []);
      // Longer than they are refreshed after, so that a client has the whole time from its node's death on.
      await this.#apply(changes, maxAgeMs * 2);
    } catch {
      // The connection's state is told by whoever watches it.
      this.onBack();
    } finally {
      this.#isSaving = false;
    }
  }

  *#dueSessions(): Generator<WireSession> {
    const { sessions, maxAgeMs, saveIntervalMs } = this.#parts;
    let left = MAX_CHANGED;
    for (const sid of this.#changed) {
      if (left === 0) break;
      left -= 1;
      const session = sessions.get(sid);
      // Its socket joins its own room before it is connected.
      if (session === undefined) continue;
      this.#changed.delete(sid);
      yield session;
    }
    // All of them are looked at within a quarter of the time that a client may be away.
    const share = Math.ceil((sessions.size * saveIntervalMs * 4) / maxAgeMs);
    for (let count = Math.max(LOOKED_AT, share); count > 0; count--) {
      this.#next ??= sessions.all();
      const { value, done } = this.#next.next();
      if (done === true) {
        this.#next = undefined;
        return;
      }
      yield value;
    }
  }

  /** What has to be written of a session, if anything. */
  #changeOf(session: WireSession): Change | undefined {
    const { sid, pid } = session;
    if (this.#abandoned.has(sid)) return undefined;
    let value: string;
    try {
      value = encodeSession(session);
    } catch {
      // It is told when the client is cut off.
      return undefined;
    }
    const digest = createHash("sha1").update(value).digest("hex");
    const now = performance.now();
    const saved = this.#saved.get(sid);
    if (saved === undefined) {
      this.#saved.set(sid, { pid, digest, at: now });
      return { key: this.#keyOf(pid), was: "", value };
    }
    if (saved.digest === digest && now - saved.at < this.#parts.maxAgeMs / 2) return undefined;
    const change = { key: this.#keyOf(pid), was: saved.digest, value };
    saved.digest = digest;
    saved.at = now;
    return change;
  }

  async #apply(changes: readonly Change[], forMs: number): Promise<void> {
    const { engine } = this.#parts;
    // The keys of one script are in one shard.
    const batch = engine.isCluster ? 1 : BATCH;
    for (let start = 0; start < changes.length; start += batch) {
      const some = changes.slice(start, start + batch);
      const keys = some.map(({ key }) => key);
      const values = some.flatMap(({ was, value }) => [was, value]);
      const script = ["EVAL", SAVE, String(keys.length), ...keys, String(forMs), ...values];
      await engine.command(keys[0] ?? "", false, script);
    }
  }
}

function encodeSession({ sid, pid, rooms, data }: WireSession): string {
  return encodeMessagePack({ sid, pid, rooms, data }).toString("base64");
}
