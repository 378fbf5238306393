import {
  type Capture,
  type CapturedConnection,
  type CapturedRow,
  decode,
  factsOf,
  payloadBytes,
  sentCloseOf,
} from "../../capture-files/index.js";
import { type SentTexts, sentTexts } from "../../diff/index.js";
import type { ScenarioFile, StepFile } from "../format.js";
import { isList } from "../is-list.js";
import { jsonOf } from "../matching/arrival.js";
import { connectionFileOf } from "./connection.js";
import { captureIds, Names, writtenBytes, writtenValue } from "./values.js";

export interface MakeOptions {
  readonly name?: string;
  /** The rows to take; connections are opened as they were. Default: all. */
  readonly isChosen?: (seq: number) => boolean;
}

/**
 * A scenario that does what the clients of a capture did, and expects what came. Ids that the server gave and
 * the client sent back become captured variables, hosts become variables of the file.
 */
export function scenarioFromCapture(capture: Capture, options: MakeOptions = {}): ScenarioFile {
  return new Maker(capture, options).make();
}

class Maker {
  readonly #capture: Capture;
  readonly #options: MakeOptions;
  readonly #names = new Names();
  readonly #sent: SentTexts;
  readonly #servers = new Map<string, string>();
  /** Connections' names in the scenario, by their ids. */
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #steps: StepFile[] = [];
  /** Emits that asked for an acknowledgement, by their rows, in the order in which they wait. */
  readonly #asked = new Map<number, { readonly connection: string; readonly as?: string }>();

  constructor(capture: Capture, options: MakeOptions) {
    this.#capture = capture;
    this.#options = options;
    this.#sent = sentTexts(capture);
    this.#aliases = aliasesOf(capture.connections);
  }

  make(): ScenarioFile {
    const used = this.#capture.connections.filter(({ id }) => this.#aliases.has(id));
    const connections = Object.fromEntries(
      used.map((connection) => [
        this.#alias(connection.id),
        connectionFileOf(this.#capture, connection, this.#names, (origin) => this.#server(origin)),
      ]),
    );
    for (const row of this.#capture.rows) this.#addRow(row);
    return {
      ...(this.#options.name !== undefined && { name: this.#options.name }),
      variables: Object.fromEntries([...this.#servers].map(([origin, name]) => [name, origin])),
      connections,
      steps: this.#steps,
    };
  }

  #addRow(row: CapturedRow): void {
    const { kind, direction } = row.entry;
    if (kind === "state") this.#addState(row);
    else if (!(this.#options.isChosen?.(row.seq) ?? true)) return;
    else if (kind === "message" || kind === "event" || kind === "ack") {
      if (direction === "sent") this.#addSent(row);
      else if (direction === "received") this.#addReceived(row);
    }
  }

  #addState(row: CapturedRow): void {
    const { connection, entry } = row;
    const { phase, problem, close, socketId } = factsOf(entry);
    const name = this.#alias(connection);
    switch (phase) {
      case "connected": {
        const isSpoken = typeof socketId === "string" && this.#isHeardOf(socketId);
        const capture = isSpoken ? { capture: { [this.#names.add(socketId, `${name}Id`)]: "socketId" } } : {};
        this.#steps.push({ connect: name, ...capture });
        return;
      }
      case "failed":
        this.#steps.push({ connect: name, fails: refusalOf(problem) });
        return;
      case "closing": {
        const frame = sentCloseOf(this.#capture.rows, row);
        this.#steps.push(frame === undefined ? { close: name } : { close: frame, on: name });
        return;
      }
      case "closed":
        this.#addEnd(name, close);
    }
  }

  /** How a connection ended, unless it was closed from here just before. */
  #addEnd(name: string, close: unknown): void {
    if (typeof close !== "object" || close === null) return;
    const { code, reason, clean }: { code?: unknown; reason?: unknown; clean?: unknown } = close;
    if (reason === "io client disconnect") {
      this.#steps.push({ disconnect: name });
      return;
    }
    const last = [...this.#steps]
      .reverse()
      .find((step) => ("on" in step && step.on === name) || isCloseOf(step, name));
    if (last && "close" in last) return;
    const expected = { ...(code !== undefined && { code }), reason, ...(clean === false && { clean }) };
    this.#steps.push({ expect: { close: expected }, on: name });
  }

  #addSent({ seq, connection, entry }: CapturedRow): void {
    const on = this.#alias(connection);
    const content = decode(entry);
    if (content.type === "binary") this.#steps.push({ send: { binary: writtenBytes(content.bytes) }, on });
    else if (content.type === "text") {
      const json = structureOf(content.text);
      const send =
        json === undefined
          ? { text: this.#names.written(content.text) }
          : { json: writtenValue(json, this.#names) };
      this.#steps.push({ send: "text" in send ? String(send.text) : send, on });
    } else {
      const args = content.args.map((arg) => writtenValue(arg, this.#names));
      if (entry.kind === "ack") this.#steps.push({ ack: args, on });
      else this.#addEmit(seq, on, entry, args);
    }
  }

  #addEmit(seq: number, on: string, entry: CapturedRow["entry"], args: readonly unknown[]): void {
    const { event = "", ackId } = entry;
    const namespace = this.#otherNamespace(on, entry.namespace);
    if (ackId === undefined && namespace === undefined) {
      this.#steps.push({ emit: [event, ...args], on });
      return;
    }
    const isOverlapping = [...this.#asked.values()].some(({ connection }) => connection === on);
    const as = isOverlapping ? { as: `row ${seq}` } : {};
    if (ackId !== undefined) this.#asked.set(seq, { connection: on, ...as });
    this.#steps.push({
      emit: {
        event,
        args,
        ...(namespace && { namespace }),
        ...(ackId !== undefined && { ack: true, ...as }),
      },
      on,
    });
  }

  #addReceived({ seq, connection, entry }: CapturedRow): void {
    const on = this.#alias(connection);
    const content = decode(entry);
    if (content.type === "binary") {
      this.#steps.push({ expect: { binary: writtenBytes(content.bytes) }, on });
      return;
    }
    const value = content.type === "arguments" ? content.args : (structureOf(content.text) ?? content.text);
    const { expected, captures } = captureIds(value, seq, this.#sent, this.#names);
    const capture = Object.keys(captures).length === 0 ? {} : { capture: captures };
    if (content.type === "text") {
      const expect = typeof value === "string" ? { text: expected } : { json: expected };
      this.#steps.push({ expect, on, ...capture });
    } else if (entry.kind === "ack") {
      const asked = this.#asked.get(entry.pairSeq ?? 0);
      this.#asked.delete(entry.pairSeq ?? 0);
      if (asked) {
        const args = isList(expected) ? expected : [];
        const expectAck = asked.as === undefined ? args : { of: asked.as, args };
        this.#steps.push({ expectAck, on, ...capture });
      }
    } else {
      const namespace = this.#otherNamespace(on, entry.namespace);
      const event = this.#names.written(entry.event ?? "");
      this.#steps.push({
        expect: { event, args: expected, ...(namespace && { namespace }) },
        on,
        ...capture,
      });
    }
  }

  /** A namespace that is not the connection's own is named. */
  #otherNamespace(alias: string, namespace: string | undefined): string | undefined {
    const connection = this.#capture.connections.find(({ id }) => this.#alias(id) === alias);
    const own =
      connection && URL.canParse(connection.url) ? decodeURI(new URL(connection.url).pathname) : "/";
    return namespace === undefined || namespace === own ? undefined : namespace;
  }

  /** Whether an id stands in anything that was said. */
  #isHeardOf(id: string): boolean {
    return this.#capture.rows.some(({ entry }) => {
      const isSaid = entry.kind === "event" || entry.kind === "ack" || entry.kind === "message";
      return isSaid && payloadBytes(entry).includes(id);
    });
  }

  #alias(id: string): string {
    return this.#aliases.get(id) ?? id;
  }

  #server(origin: string): string {
    const known = this.#servers.get(origin);
    if (known !== undefined) return known;
    const name = this.#servers.size === 0 ? "server" : `server${this.#servers.size + 1}`;
    this.#names.reserve(name);
    this.#servers.set(origin, name);
    return name;
  }
}

/** Titles as names of connections: a URL is no name. */
function aliasesOf(connections: readonly CapturedConnection[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    connections.map(({ id, title }, index) => {
      const isName = /^[\w.-]+$/.test(title) && !taken.has(title);
      const alias = isName ? title : `client${index + 1}`;
      taken.add(alias);
      return [id, alias];
    }),
  );
}

function isCloseOf(step: StepFile, name: string): boolean {
  return "close" in step && step.close === name;
}

function refusalOf(problem: unknown): true | { code: unknown; status?: unknown } {
  if (typeof problem !== "object" || problem === null || !("code" in problem)) return true;
  const response = "response" in problem ? problem.response : undefined;
  const hasStatus = typeof response === "object" && response !== null && "status" in response;
  return { code: problem.code, ...(hasStatus && { status: response.status }) };
}

/** A text that is a JSON object or list; a lone number or word is meant as text. */
function structureOf(text: string): unknown {
  return /^\s*[[{]/.test(text) ? jsonOf(text) : undefined;
}
