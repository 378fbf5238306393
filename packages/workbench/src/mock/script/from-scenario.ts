import { dirname, resolve } from "node:path";
import type { ConnectionFile, EmitStep, Expectation, StepFile } from "../../scenarios/format.js";
import { isList } from "../../scenarios/is-list.js";
import { valuesAt } from "../../scenarios/matching/json-path.js";
import { milliseconds } from "../../scenarios/reading/duration.js";
import { readScenario } from "../../scenarios/reading/read.js";
import type { Scenario } from "../../scenarios/reading/scenario.js";
import { argumentsOf, messageOf } from "../../scenarios/running/outgoing.js";
import { requestOf } from "../../scenarios/running/request.js";
import { type GivenVariables, noVariables, ScenarioScope } from "../../scenarios/running/scope.js";
import { stepTitle } from "../../scenarios/running/step-title.js";
import { type ReplyPlace, ScriptBuilder } from "./builder.js";
import { sampleOf } from "./sample.js";
import type { MockScript, Refusal } from "./script.js";

/** A connection of the scenario, as the server meets it. */
interface Client {
  readonly name: string;
  readonly file: ConnectionFile;
  /** Set by a connect step. */
  role?: number;
  place?: string;
  protocol?: "websocket" | "socket.io";
  /** Rules of emits that ask for an acknowledgement, oldest first. */
  readonly asked: { readonly rule: number; readonly event: string; readonly as: string | undefined }[];
  /** The event that an `ack` step would answer. */
  question?: ReplyPlace | undefined;
  /** What the server said last, for captures. */
  last?: unknown;
}

interface Frame {
  readonly scenario: Scenario;
  readonly scope: ScenarioScope;
  readonly clients: ReadonlyMap<string, Client>;
}

/**
 * The server's part of a scenario: what its clients send is waited for, what they expect is said, with
 * examples in the place of operators. With rows, the first one.
 */
export async function scriptOfScenario(
  scenario: Scenario,
  given: GivenVariables = noVariables,
): Promise<MockScript> {
  return await new ScenarioReader(scenario, given).read();
}

class ScenarioReader {
  readonly #builder = new ScriptBuilder();
  readonly #main: Frame;
  /** Virtual milliseconds: only `wait` and the expectations' order make them pass. */
  #clock = 0;

  constructor(scenario: Scenario, given: GivenVariables) {
    const scope = new ScenarioScope(given, scenario.content.variables, scenario.rows?.[0]);
    this.#main = { scenario, scope, clients: clientsOf(scenario, new Map()) };
  }

  async read(): Promise<MockScript> {
    await this.#steps(this.#main.scenario.content.steps, this.#main);
    return this.#builder.build();
  }

  async #steps(steps: readonly StepFile[], frame: Frame): Promise<void> {
    for (const step of steps) await this.#step(step, frame);
  }

  async #step(written: StepFile, frame: Frame): Promise<void> {
    if ("repeat" in written) return await this.#repeat(written, frame);
    if ("parallel" in written) {
      for (const branch of Object.values<readonly StepFile[]>(written.parallel))
        await this.#steps(branch, frame);
      return;
    }
    const step = frame.scope.resolve(written);
    const { directory } = frame.scenario;
    if ("connect" in step) {
      const names = typeof step.connect === "string" ? [step.connect] : step.connect;
      for (const name of names) this.#connect(clientOf(frame, name), step.fails, frame);
    } else if ("wait" in step) this.#clock += milliseconds(step.wait);
    else if ("call" in step) await this.#call(step, frame);
    else if ("send" in step) this.#send(step.send, clientOf(frame, step.on), directory);
    else if ("emit" in step) this.#emit(step.emit, clientOf(frame, step.on), directory);
    else if ("expect" in step) {
      const client = clientOf(frame, step.on);
      this.#expect(step.expect, client, directory, stepTitle(step));
      capture(step.capture, client, frame.scope);
    } else if ("expectAck" in step) {
      const client = clientOf(frame, step.on);
      const expected = isList(step.expectAck) ? { args: step.expectAck } : step.expectAck;
      this.#answer(expected.of, argsSample(expected, directory), client);
      capture(step.capture, client, frame.scope);
    } else if ("ack" in step) {
      const client = clientOf(frame, step.on);
      if (client.question !== undefined && client.role !== undefined) {
        const reply = this.#builder.ask(client.question);
        this.#builder.trigger(client.role, { type: "ack", reply }, this.#clock);
      }
    } else if ("capture" in step) capture(step.capture, clientOf(frame, step.on), frame.scope);
  }

  async #repeat(step: Extract<StepFile, { repeat: unknown }>, frame: Frame): Promise<void> {
    const times = frame.scope.resolve(step.repeat);
    const items = isList(times) ? times : Array.from({ length: Number(times) }, (_, index) => index + 1);
    for (const item of items) {
      await this.#steps(step.steps, { ...frame, scope: frame.scope.with({ [step.as ?? "n"]: item }) });
    }
  }

  async #call(step: Extract<StepFile, { call: unknown }>, frame: Frame): Promise<void> {
    const scenario = await readScenario(resolve(dirname(frame.scenario.file), step.call));
    const given = new Map(
      Object.entries(step.connections ?? {}).map(([name, ours]) => [name, clientOf(frame, ours)] as const),
    );
    const scope = frame.scope.forCall(scenario.content.variables ?? {}, step.with ?? {});
    await this.#steps(scenario.content.steps, { scenario, scope, clients: clientsOf(scenario, given) });
    for (const [variable, theirs] of Object.entries(step.capture ?? {})) {
      frame.scope.set(variable, scope.get(theirs) ?? "");
    }
  }

  #connect(client: Client, fails: unknown, frame: Frame): void {
    const { request: saved, ...file } = frame.scope.resolve(client.file);
    if (saved !== undefined && file.url === undefined) {
      this.#builder.note(
        `"${client.name}" takes its address from a saved request; give it a url to be played.`,
      );
      return;
    }
    const request = requestOf(file);
    client.protocol = request.protocol;
    client.place = decodeURI(new URL(request.url).pathname || "/");
    if (request.protocol === "socket.io") {
      if (request.path !== undefined) this.#builder.socketIoPath = request.path;
      if (request.parser !== undefined) this.#builder.parser = request.parser;
    }
    const facts = { name: client.name, protocol: client.protocol, place: client.place };
    if (fails !== undefined) {
      this.#builder.role({ ...facts, refusal: refusalOf(fails) });
      return;
    }
    client.role = this.#builder.role(facts);
    this.#builder.trigger(client.role, { type: "connect" }, this.#clock);
  }

  #send(body: Parameters<typeof messageOf>[0], client: Client, directory: string): void {
    const message = messageOf(body, directory);
    if (client.role === undefined) return;
    if (message.kind === "binary") {
      const value = Buffer.from(message.body, "base64");
      this.#builder.trigger(client.role, { type: "message", value }, this.#clock);
    } else if ("body" in message && message.kind !== "ping" && message.kind !== "pong") {
      this.#builder.trigger(client.role, { type: "message", value: message.body }, this.#clock);
    }
  }

  #emit(written: EmitStep["emit"], client: Client, directory: string): void {
    const body = "event" in written ? written : { event: written[0], args: written.slice(1) };
    const { event, args = [] } = body;
    const role = this.#roleIn(client, "namespace" in body ? body.namespace : undefined);
    if (role === undefined) return;
    const plain = args.map((arg) => sampleOf(arg, directory));
    // The same check of what can be sent as when the scenario runs.
    argumentsOf(args, directory);
    const rule = this.#builder.trigger(
      role,
      { type: "event", event: String(event), args: plain },
      this.#clock,
    );
    if ("ack" in body && body.ack) client.asked.push({ rule, event: String(event), as: body.as });
  }

  #expect(expected: Expectation, client: Client, directory: string, title: string): void {
    const role = this.#roleIn(client, expected.namespace);
    if (role === undefined) return;
    const say = (action: Parameters<ScriptBuilder["reply"]>[1]) =>
      this.#builder.reply(role, action, this.#clock);
    if (expected.close) {
      const { code, reason = "" } = expected.close;
      const told = sampleOf(code, directory);
      say({
        type: "close",
        reason: client.protocol === "websocket" ? String(sampleOf(reason, directory)) : "",
        ...(typeof told === "number" && { code: told }),
      });
    } else if (expected.event !== undefined) {
      const args = argsSample(expected, directory);
      client.last = args;
      client.question = say({ type: "event", event: String(sampleOf(expected.event, directory)), args });
    } else if (expected.binary) {
      const { startsWith, length = 0, ...spec } = expected.binary;
      const beginning = Buffer.from((startsWith ?? "").replaceAll(/[\s:]/g, ""), "hex");
      const made = Buffer.concat([beginning, Buffer.alloc(Math.max(0, length - beginning.length))]);
      const sample = Object.keys(spec).length > 0 ? sampleOf({ $binary: spec }, directory) : made;
      client.last = sample;
      say({ type: "message", data: Buffer.isBuffer(sample) ? sample : made });
    } else if (
      expected.text !== undefined ||
      expected.json !== undefined ||
      expected.path ||
      expected.schema
    ) {
      const value =
        expected.text === undefined ? valueSample(expected, directory) : sampleOf(expected.text, directory);
      client.last = value;
      say({ type: "message", data: typeof value === "string" ? value : JSON.stringify(value) });
    } else this.#builder.note(`"${title}" is not played.`);
  }

  #answer(of: string | undefined, args: readonly unknown[], client: Client): void {
    const index = client.asked.findIndex((one) => of === undefined || one.as === of || one.event === of);
    const [asked] = index === -1 ? [] : client.asked.splice(index, 1);
    client.last = args;
    if (asked && client.role !== undefined) {
      this.#builder.reply(client.role, { type: "ack", args }, this.#clock, asked.rule);
    }
  }

  #roleIn(client: Client, namespace: string | undefined): number | undefined {
    if (namespace === undefined || namespace === client.place || client.role === undefined)
      return client.role;
    this.#builder.note(`"${client.name}" speaks in ${namespace} beside ${client.place}; that is not played.`);
    return undefined;
  }
}

function clientsOf(scenario: Scenario, given: ReadonlyMap<string, Client>): ReadonlyMap<string, Client> {
  const clients = new Map(given);
  for (const [name, file] of Object.entries(scenario.content.connections ?? {})) {
    if (!given.has(name)) clients.set(name, { name, file, asked: [] });
  }
  return clients;
}

function clientOf({ clients, scenario }: Frame, name: string | undefined): Client {
  const client = name === undefined ? [...clients.values()][0] : clients.get(name);
  if (!client) throw new RangeError(`${scenario.file} has no connection "${name ?? ""}"`);
  return client;
}

/** Captured values come from what the mock will say. */
function capture(
  captures: Readonly<Record<string, string>> | undefined,
  client: Client,
  scope: ScenarioScope,
): void {
  for (const [variable, source] of Object.entries(captures ?? {})) {
    const found = source.startsWith("$") ? valuesAt(source, client.last ?? null)[0] : undefined;
    const text = typeof client.last === "string" ? client.last : "";
    scope.set(variable, found ?? text);
  }
}

function argsSample(expected: Pick<Expectation, "args" | "path">, directory: string): readonly unknown[] {
  const sample = sampleOf(expected.args ?? [], directory);
  const args: unknown[] = Array.isArray(sample) ? sample : [];
  for (const [path, wanted] of Object.entries(expected.path ?? {}))
    put(args, path, sampleOf(wanted, directory));
  return args;
}

function valueSample(expected: Expectation, directory: string): unknown {
  const fromSchema = expected.schema === undefined ? {} : sampleOf({ $schema: expected.schema }, directory);
  const value = expected.json === undefined ? fromSchema : sampleOf(expected.json, directory);
  if (typeof value !== "object" || value === null) return value;
  for (const [path, wanted] of Object.entries(expected.path ?? {}))
    put(value, path, sampleOf(wanted, directory));
  return value;
}

/** Puts a value at a path of names and places alone, such as `$[0].user.name`. */
function put(root: object, path: string, value: unknown): void {
  const keys = [...path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]|\['([^']*)'\]/g)].map(
    ([, name, index, quoted]) => (index === undefined ? (name ?? quoted ?? "") : Number(index)),
  );
  let at: object = root;
  for (const [depth, key] of keys.entries()) {
    if (depth === keys.length - 1) {
      Reflect.set(at, key, value);
      return;
    }
    const next: unknown = Reflect.get(at, key);
    const made: object =
      typeof next === "object" && next !== null ? next : typeof keys[depth + 1] === "number" ? [] : {};
    Reflect.set(at, key, made);
    at = made;
  }
}

function refusalOf(fails: unknown): Refusal {
  if (typeof fails !== "object" || fails === null) return { status: 403, message: "refused" };
  const { status, body, message } = fails as Readonly<Record<string, unknown>>;
  const sampled = sampleOf(status, ".");
  return {
    status: typeof sampled === "number" ? sampled : 403,
    body: String(sampleOf(body, ".") ?? ""),
    message: String(sampleOf(message, ".") ?? "refused"),
  };
}
