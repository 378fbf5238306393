import type { Capture } from "../capture-files/index.js";
import { comparableOf } from "./comparable.js";
import type { Substitutions } from "./substitutions.js";

/** Shorter texts are words of a protocol, not ids. */
const minIdLength = 4;

/** The texts that the clients of a recording sent, and the row in which each was sent first. */
export type SentTexts = ReadonlyMap<string, number>;

export function sentTexts({ rows }: Capture): SentTexts {
  const texts = new Map<string, number>();
  for (const row of rows) {
    if (row.entry.direction !== "sent") continue;
    const comparable = comparableOf(row);
    if (comparable) collect(comparable.value, row.seq, texts);
  }
  return texts;
}

/**
 * Where an answer (of row `seq`) differs from the recorded one in a text that the recorded client sent for the
 * first time after it, that text is an id which the server gave: what came now takes its place from here on.
 */
export function learnIds(
  recorded: unknown,
  now: unknown,
  seq: number,
  sent: SentTexts,
  substitutions: Substitutions,
): void {
  if (typeof recorded === "string") {
    const isId = recorded.length >= minIdLength && (sent.get(recorded) ?? 0) > seq;
    if (isId && typeof now === "string" && now !== recorded) substitutions.add(recorded, now);
    return;
  }
  if (typeof recorded !== "object" || recorded === null || typeof now !== "object" || now === null) return;
  if (recorded instanceof Uint8Array) return;
  for (const [key, value] of Object.entries(recorded)) {
    if (Object.hasOwn(now, key)) learnIds(value, Reflect.get(now, key), seq, sent, substitutions);
  }
}

function collect(value: unknown, seq: number, texts: Map<string, number>): void {
  if (typeof value === "string") {
    if (value.length >= minIdLength && !texts.has(value)) texts.set(value, seq);
  } else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    for (const item of Object.values(value)) collect(item, seq, texts);
  }
}
