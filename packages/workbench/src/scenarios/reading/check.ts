import { nearest, type Path } from "../../yaml-files/index.js";
import { ScenarioError } from "../errors.js";
import type { Expectation, ScenarioFile, StepFile } from "../format.js";
import { jsonPathFault } from "../matching/json-path.js";
import { compileSchema } from "../matching/json-schema.js";
import { operatorKey, operatorNames, regularExpression } from "../matching/operators.js";
import type { YamlSource } from "./yaml-source.js";

const captureFacts: readonly string[] = ["text", "socketId", "subprotocol", "version"];

/** What a schema cannot say: names that must exist, and paths, expressions and schemas that must be such. */
export function checkMeaning(content: ScenarioFile, source: YamlSource): void {
  new Checker(content, source).steps(content.steps, ["steps"]);
}

class Checker {
  readonly #names: readonly string[];
  readonly #source: YamlSource;

  constructor(content: ScenarioFile, source: YamlSource) {
    this.#names = Object.keys(content.connections ?? {});
    this.#source = source;
  }

  steps(steps: readonly StepFile[], path: Path): void {
    for (const [index, step] of steps.entries()) this.#step(step, [...path, index]);
  }

  #step(step: StepFile, path: Path): void {
    if ("connect" in step) {
      const names = typeof step.connect === "string" ? [step.connect] : step.connect;
      for (const name of names) this.#connection(name, [...path, "connect"]);
      this.#captures(step.capture, path);
      for (const key of ["headers", "fails", "version", "subprotocol"] as const) {
        this.#values(step[key], [...path, key]);
      }
    } else if ("repeat" in step) {
      this.steps(step.steps, [...path, "steps"]);
    } else if ("parallel" in step) {
      for (const [key, steps] of Object.entries(step.parallel)) {
        const branch = Array.isArray(step.parallel) ? Number(key) : key;
        this.steps(steps, [...path, "parallel", branch]);
      }
    } else if ("disconnect" in step) {
      this.#connection(step.disconnect, [...path, "disconnect"]);
    } else if ("close" in step && typeof step.close === "string") {
      this.#connection(step.close, [...path, "close"]);
    } else if ("call" in step) {
      for (const [name, ours] of Object.entries(step.connections ?? {})) {
        this.#connection(ours, [...path, "connections", name]);
      }
    } else if (!("wait" in step)) {
      this.#connection(step.on, "on" in step ? [...path, "on"] : path);
      this.#content(step, path);
    }
  }

  #content(step: StepFile, path: Path): void {
    if ("expect" in step) this.#expectation(step.expect, [...path, "expect"]);
    else if ("expectNone" in step) this.#expectation(step.expectNone, [...path, "expectNone"]);
    else if ("expectAck" in step) {
      if (Array.isArray(step.expectAck)) this.#values(step.expectAck, [...path, "expectAck"]);
      else this.#expectation(step.expectAck as Expectation, [...path, "expectAck"]);
    }
    if ("capture" in step && !("call" in step)) this.#captures(step.capture, path);
  }

  #expectation(expected: Expectation, path: Path): void {
    const { path: paths = {}, schema, ...values } = expected;
    for (const [jsonPath, wanted] of Object.entries(paths)) {
      this.#jsonPath(jsonPath, [...path, "path"], jsonPath);
      this.#values(wanted, [...path, "path", jsonPath]);
    }
    if (schema !== undefined) this.#schema(schema, [...path, "schema"]);
    for (const [key, wanted] of Object.entries(values)) this.#values(wanted, [...path, key]);
  }

  /** Operators within an expected value. */
  #values(value: unknown, path: Path): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.#values(item, [...path, index]);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const key = operatorKey(value);
    if (key !== undefined && !operatorNames.some((name) => name === key)) {
      const meant = nearest(key, operatorNames);
      const hint = meant === undefined ? `known are ${operatorNames.join(", ")}` : `did you mean "${meant}"?`;
      throw this.#fault(path, `"${key}" is no operator; ${hint}`, key);
    }
    if (key === "$regex") {
      const written = String(Reflect.get(value, key));
      try {
        if (!written.includes("{{")) regularExpression(written);
      } catch (error) {
        throw this.#fault([...path, key], reasonOf(error));
      }
    }
    if (key === "$schema") this.#schema(Reflect.get(value, key), [...path, key]);
    else if (key !== "$exact") {
      for (const [name, item] of Object.entries(value)) this.#values(item, [...path, name]);
    }
  }

  #captures(captures: Readonly<Record<string, string>> | undefined, path: Path): void {
    for (const [variable, from] of Object.entries(captures ?? {})) {
      const at = [...path, "capture", variable];
      if (from.startsWith("$")) this.#jsonPath(from, at);
      else if (from.startsWith("/")) {
        try {
          regularExpression(from);
        } catch (error) {
          throw this.#fault(at, reasonOf(error));
        }
      } else if (!captureFacts.includes(from)) {
        const meant = nearest(from, captureFacts);
        const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
        throw this.#fault(
          at,
          `"${from}" is no place to capture from: write a JSONPath, /…/, or one of ${captureFacts.join(", ")}${hint}`,
        );
      }
    }
  }

  #jsonPath(written: string, path: Path, key?: string): void {
    const fault = jsonPathFault(written);
    if (fault !== undefined) throw this.#fault(path, `"${written}" is no JSONPath: ${fault}`, key);
  }

  #schema(schema: unknown, path: Path): void {
    try {
      compileSchema(schema);
    } catch (error) {
      throw this.#fault(path, `this is no JSON Schema: ${reasonOf(error)}`);
    }
  }

  #connection(name: string | undefined, path: Path): void {
    if (name === undefined) {
      if (this.#names.length === 1) return;
      const count = this.#names.length === 0 ? "no connection" : `${this.#names.length} connections`;
      throw this.#fault(path, `there are ${count}; say which one by "on"`);
    }
    if (name.includes("{{") || this.#names.includes(name)) return;
    const meant = nearest(name, this.#names);
    const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
    throw this.#fault(path, `there is no connection "${name}"${hint}`);
  }

  #fault(path: Path, problem: string, key?: string): ScenarioError {
    const at = key === undefined ? this.#source.positionOf(path) : this.#source.positionOfKey(path, key);
    return new ScenarioError("SCENARIO_INVALID", at, problem);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
