import type { Entry } from "../timeline/entry.js";

/** Longer payloads are not looked into: a reaction must not hold up what comes after. */
const maxCharacters = 2 ** 20;

/** A received message as a reaction sees it; read as far as it is asked for. */
export class Heard {
  readonly entry: Entry;
  #text: string | undefined;
  #json: { readonly value: unknown } | undefined;

  constructor(entry: Entry) {
    this.entry = entry;
  }

  /** The payload; of an event its arguments as a JSON array. Empty for binary. */
  get text(): string {
    this.#text ??= this.#readText();
    return this.#text;
  }

  /** The payload as JSON, of an event the arguments as an array; undefined when it is none. */
  get json(): unknown {
    this.#json ??= { value: parse(this.text) };
    return this.#json.value;
  }

  #readText(): string {
    const { payload, isText, kind } = this.entry;
    if (!isText || payload.length > maxCharacters) return "";
    const text = typeof payload === "string" ? payload : Buffer.from(payload).toString("utf8");
    if (kind !== "event") return text;
    const values = parse(text);
    return Array.isArray(values) ? JSON.stringify(values.slice(1)) : "";
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
