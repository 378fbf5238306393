import { randomUUID } from "node:crypto";
import type {
  Behaviour,
  ConnectionRequest,
  ConnectionState,
  OutgoingMessage,
  Problem,
  Reaction,
  Repeat,
  Result,
} from "../contract/index.js";
import { done, refused } from "../result.js";
import type { Entry } from "../timeline/entry.js";
import { maskSecrets } from "../variables/index.js";
import { Connection, type ConnectionOptions } from "./connection.js";
import { problems } from "./problems/index.js";

/** Those that are open and those whose tab is kept. */
const maxConnections = 1000;

/** Where the connections' rows go. */
export interface ConnectionLog {
  addConnection(connection: { id: string; protocol: string; title: string; url: string }): number;
  append(connection: number, entry: Entry): number;
}

export interface RegistryOptions
  extends Pick<ConnectionOptions, "connectTimeoutMs" | "scope" | "readFile" | "store"> {
  readonly timeline: ConnectionLog;
  readonly onChange: (state: ConnectionState) => void;
  readonly onRemoved: (id: string) => void;
}

export interface OpenCall {
  readonly id?: string;
  readonly title?: string;
  /** The saved request it comes from. */
  readonly path?: string;
  readonly request: ConnectionRequest;
  readonly reactions?: readonly Reaction[];
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
  async open({
    id = randomUUID(),
    title,
    path,
    request,
    reactions,
  }: OpenCall): Promise<Result<ConnectionState>> {
    if (!this.#connections.has(id) && this.#connections.size >= maxConnections) {
      return refused(problems.tooManyConnections(maxConnections));
    }
    const connection = this.#connections.get(id) ?? this.#create(id, title ?? titleOf(request), request);
    const problem = reactions && (await connection.react(reactions));
    if (problem) return refused(problem);
    const named = title ?? connection.state.title;
    this.#addToTimeline(id, named, request);
    await connection.open(request, { title: named, path });
    return { ok: true, value: connection.state };
  }

  close(id: string, code?: number, reason?: string): Result<null> {
    return this.#with(id, (connection) => connection.close(code, reason));
  }

  remove(id: string): Result<null> {
    return this.#with(id, (connection) => {
      this.#connections.delete(id);
      connection.close();
      this.#options.onRemoved(id);
      return undefined;
    });
  }

  async send(id: string, message: OutgoingMessage): Promise<Result<null>> {
    const connection = this.#connections.get(id);
    if (!connection) return refused(problems.unknownConnection(id));
    const result = await connection.deliver(message);
    const scope = this.#options.scope?.();
    return result.ok || !scope ? result : refused(maskSecrets(result.problem, scope));
  }

  repeat(id: string, repeat: Repeat): Result<null> {
    return this.#with(id, (connection) => connection.repeat(repeat));
  }

  stopRepeat(id: string): Result<null> {
    return this.#with(id, (connection) => {
      connection.stopRepeat();
      return undefined;
    });
  }

  behave(id: string, behaviour: Behaviour): Result<null> {
    return this.#with(id, (connection) => {
      connection.behave(behaviour);
      return undefined;
    });
  }

  async react(id: string, reactions: readonly Reaction[]): Promise<Result<null>> {
    const connection = this.#connections.get(id);
    const problem = connection ? await connection.react(reactions) : problems.unknownConnection(id);
    return problem ? refused(problem) : done;
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

  #with(id: string, act: (connection: Connection) => Problem | undefined): Result<null> {
    const connection = this.#connections.get(id);
    const problem = connection ? act(connection) : problems.unknownConnection(id);
    return problem ? refused(problem) : done;
  }

  #create(id: string, title: string, request: ConnectionRequest): Connection {
    const { timeline, onChange, onRemoved, ...options } = this.#options;
    const number = this.#addToTimeline(id, title, request);
    const connection = new Connection({
      ...options,
      id,
      title,
      request,
      log: (entry) => timeline.append(number, entry),
      onChange: (state) => {
        if (this.#connections.has(id)) onChange(state);
      },
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
