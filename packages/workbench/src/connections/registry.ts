import { randomUUID } from "node:crypto";
import type {
  ConnectionRequest,
  ConnectionState,
  OutgoingMessage,
  Problem,
  Result,
} from "../contract/index.js";
import type { Entry } from "../timeline/entry.js";
import { Connection } from "./connection.js";
import type { DriverOptions } from "./driver.js";

import { problems } from "./problems.js";

/** Those that are open and those whose tab is kept. */
const maxConnections = 1000;

/** Where the connections' rows go. */
export interface ConnectionLog {
  addConnection(connection: { id: string; protocol: string; title: string; url: string }): number;
  append(connection: number, entry: Entry): number;
}

export interface RegistryOptions extends Partial<DriverOptions> {
  readonly timeline: ConnectionLog;
  readonly onChange: (state: ConnectionState) => void;
  readonly onRemoved: (id: string) => void;
}

export interface OpenCall {
  readonly id?: string;
  readonly title?: string;
  readonly request: ConnectionRequest;
}

/** The connections of a workbench by id. */
export class ConnectionRegistry {
  readonly #options: RegistryOptions;
  readonly #connections = new Map<string, Connection>();
  #isPaused = false;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  get states(): readonly ConnectionState[] {
    return [...this.#connections.values()].map((connection) => connection.state);
  }

  /** Opens a connection anew; with a known id the one that has it, its log kept. */
  async open({ id = randomUUID(), title, request }: OpenCall): Promise<Result<ConnectionState>> {
    if (!this.#connections.has(id) && this.#connections.size >= maxConnections) {
      return { ok: false, problem: problems.tooManyConnections(maxConnections) };
    }
    const connection = this.#connections.get(id) ?? this.#create(id, title ?? titleOf(request), request);
    const named = title ?? connection.state.title;
    this.#addToTimeline(id, named, request);
    await connection.open(request, named);
    return { ok: true, value: connection.state };
  }

  close(id: string, code?: number, reason?: string): Result<null> {
    const connection = this.#connections.get(id);
    return connection ? resultOf(connection.close(code, reason)) : unknown(id);
  }

  remove(id: string): Result<null> {
    const connection = this.#connections.get(id);
    if (!connection) return unknown(id);
    this.#connections.delete(id);
    connection.close();
    this.#options.onRemoved(id);
    return { ok: true, value: null };
  }

  send(id: string, message: OutgoingMessage): Result<null> {
    return this.#connections.get(id)?.send(message) ?? unknown(id);
  }

  /** Stops reading from the network on every connection. */
  pause(): void {
    this.#isPaused = true;
    for (const connection of this.#connections.values()) connection.pause();
  }

  resume(): void {
    this.#isPaused = false;
    for (const connection of this.#connections.values()) connection.resume();
  }

  terminate(): void {
    for (const connection of this.#connections.values()) connection.terminate();
  }

  #create(id: string, title: string, request: ConnectionRequest): Connection {
    const { timeline, onChange, connectTimeoutMs } = this.#options;
    const number = this.#addToTimeline(id, title, request);
    const connection = new Connection({
      id,
      title,
      request,
      log: (entry) => timeline.append(number, entry),
      onChange: (state) => {
        if (this.#connections.has(id)) onChange(state);
      },
      ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
    });
    if (this.#isPaused) connection.pause();
    this.#connections.set(id, connection);
    return connection;
  }

  #addToTimeline(id: string, title: string, request: ConnectionRequest): number {
    const { protocol, url } = request;
    return this.#options.timeline.addConnection({ id, protocol, title, url });
  }
}

/** Host and path, which tell most tabs apart. */
function titleOf(request: ConnectionRequest): string {
  if (!URL.canParse(request.url)) return request.url;
  const { host, pathname } = new URL(request.url);
  return pathname === "/" ? host : host + pathname;
}

function unknown(id: string): Result<null> {
  return { ok: false, problem: problems.unknownConnection(id) };
}

function resultOf(problem: Problem | undefined): Result<null> {
  return problem ? { ok: false, problem } : { ok: true, value: null };
}
