import { type Decoded, decode } from "../../capture-files/content.js";
import type { Entry } from "../../timeline/entry.js";

/** What a step can wait for, besides the end of the connection. */
export type ArrivalKind = "message" | "event" | "ack" | "ping" | "pong";

/** Something that came on a connection. Decoded when it is looked at. */
export class Arrival {
  readonly seq: number;
  readonly entry: Entry;
  readonly kind: ArrivalKind;
  #content: Decoded | undefined;

  constructor(seq: number, kind: ArrivalKind, entry: Entry) {
    this.seq = seq;
    this.kind = kind;
    this.entry = entry;
  }

  get content(): Decoded {
    this.#content ??= decode(this.entry);
    return this.#content;
  }

  /** What JSONPaths and schemas look at: the arguments of an event, the JSON or text of a message, bytes. */
  get value(): unknown {
    const { content } = this;
    if (content.type === "arguments") return content.args;
    if (content.type === "binary") return content.bytes;
    return jsonOf(content.text) ?? content.text;
  }

  get text(): string | undefined {
    return this.content.type === "text" ? this.content.text : undefined;
  }
}

const arrivalKinds: readonly string[] = ["message", "event", "ack", "ping", "pong"] satisfies ArrivalKind[];

export function isArrivalKind(kind: string): kind is ArrivalKind {
  return arrivalKinds.includes(kind);
}

/** The value of a text that is JSON, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
