import { nothing, show, showBytes, showText } from "../../capture-files/show.js";
import type { AckExpectation, Expectation, ExpectedBytes } from "../format.js";
import type { Arrival, ArrivalKind } from "./arrival.js";
import { jsonOf } from "./arrival.js";
import { bytesOf, fromHex } from "./bytes.js";
import type { Difference } from "./difference.js";
import { valuesAt } from "./json-path.js";
import { schemaFaults } from "./json-schema.js";
import { differences, type MatchOptions } from "./match.js";

/** Another event or kind is further away than any difference within. */
const otherEvent = 1000;

/** Which kind of arrival an expectation speaks of; undefined for the end of the connection. */
export function kindOf(expected: Expectation): ArrivalKind | undefined {
  if (expected.close) return undefined;
  if (expected.ping !== undefined) return "ping";
  if (expected.pong !== undefined) return "pong";
  const isMessage = expected.text !== undefined || expected.json !== undefined || expected.binary;
  if (isMessage) return "message";
  const isEvent =
    expected.event !== undefined || expected.args !== undefined || expected.namespace !== undefined;
  return isEvent ? "event" : undefined;
}

/** Where an arrival is not what is expected. Variables of the expectation are resolved. */
export function arrivalDifferences(
  expected: Expectation,
  arrival: Arrival,
  directory: string,
): readonly Difference[] {
  const options: MatchOptions = { exact: expected.exact === true, directory };
  const found: Difference[] = [];
  const compare = (wanted: unknown, actual: unknown, path: string) => {
    if (wanted !== undefined) found.push(...differences(wanted, actual, options, path));
  };
  const kind = kindOf(expected);
  if (kind !== undefined && kind !== arrival.kind) {
    return [{ path: "kind", expected: kind, actual: arrival.kind }];
  }
  compare(asText(expected.event), arrival.entry.event, "event");
  compare(expected.namespace, arrival.entry.namespace ?? "/", "namespace");
  compare(expected.args, arrival.value, "$");
  compare(asText(expected.text), arrival.text, "text");
  compare(asText(expected.ping), arrival.text, "content");
  compare(asText(expected.pong), arrival.text, "content");
  if (expected.json !== undefined) {
    const json = arrival.text === undefined ? undefined : jsonOf(arrival.text);
    if (json === undefined) found.push({ path: "$", expected: "JSON", actual: showArrival(arrival) });
    else compare(expected.json, json, "$");
  }
  if (expected.binary) found.push(...bytesDifferences(expected.binary, arrival, directory));
  found.push(...valueDifferences(expected, arrival.value, options));
  return found;
}

/** What can only be a text is meant as one: `text: 7`, or a variable that holds a number. */
export function asText(expected: unknown): unknown {
  return typeof expected === "number" || typeof expected === "boolean" ? String(expected) : expected;
}

export function ackDifferences(
  expected: AckExpectation,
  args: readonly unknown[],
  directory: string,
): readonly Difference[] {
  const options: MatchOptions = { exact: expected.exact === true, directory };
  return [
    ...(expected.args === undefined ? [] : differences(expected.args, args, options)),
    ...valueDifferences(expected, args, options),
  ];
}

/** Of several arrivals that do not match, the one that comes nearest. */
export function nearestArrival(
  expected: Expectation,
  arrivals: Iterable<Arrival>,
  directory: string,
): { arrival: Arrival; differences: readonly Difference[] } | undefined {
  let best: { arrival: Arrival; differences: readonly Difference[] } | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const arrival of arrivals) {
    const found = arrivalDifferences(expected, arrival, directory);
    const isOther = found.some(({ path }) => path === "event" || path === "kind" || path === "namespace");
    const distance = found.length + (isOther ? otherEvent : 0);
    // Of several that are equally near, the newest.
    if (distance > bestDistance) continue;
    best = { arrival, differences: found };
    bestDistance = distance;
  }
  return best;
}

/** What is expected, for a person. */
export function describeExpectation(expected: Expectation): string {
  const parts: string[] = [];
  if (expected.close) {
    const { code, reason, clean } = expected.close;
    parts.push("the end of the connection");
    if (code !== undefined) parts.push(`with code ${show(code)}`);
    if (reason !== undefined) parts.push(`with reason ${show(reason)}`);
    if (clean !== undefined) parts.push(clean ? "in order" : "not in order");
    return parts.join(" ");
  }
  if (expected.text !== undefined) parts.push(`the text ${show(expected.text)}`);
  else if (expected.json !== undefined) parts.push(`the JSON ${show(expected.json)}`);
  else if (expected.binary) parts.push(`the bytes ${show(expected.binary)}`);
  else if (expected.ping !== undefined) parts.push(`a ping ${show(expected.ping)}`);
  else if (expected.pong !== undefined) parts.push(`a pong ${show(expected.pong)}`);
  else if (expected.event !== undefined) parts.push(`the event ${show(expected.event)}`);
  else parts.push("a message");
  if (expected.args !== undefined) parts.push(`with ${show(expected.args)}`);
  if (expected.namespace !== undefined) parts.push(`in ${expected.namespace}`);
  parts.push(...describeValue(expected));
  return parts.join(" ");
}

export function describeAck(expected: AckExpectation, event: string): string {
  const args = expected.args === undefined ? [] : [`with ${show(expected.args)}`];
  return [`an acknowledgement of ${show(event)}`, ...args, ...describeValue(expected)].join(" ");
}

/** An arrival on one line, for a person. */
export function showArrival(arrival: Arrival): string {
  const { content, kind, entry } = arrival;
  if (content.type === "arguments") {
    return kind === "ack"
      ? `an acknowledgement ${show(content.args)}`
      : `${entry.event} ${show(content.args)}`;
  }
  const shown = content.type === "binary" ? showBytes(content.bytes) : showText(content.text);
  return kind === "message" ? shown : `${kind} ${shown}`;
}

function describeValue(expected: Pick<Expectation, "path" | "schema">): readonly string[] {
  const paths = Object.entries(expected.path ?? {}).map(([path, value]) => `where ${path} is ${show(value)}`);
  return expected.schema === undefined ? paths : [...paths, "that is valid by its schema"];
}

function valueDifferences(
  expected: Pick<Expectation, "path" | "schema">,
  value: unknown,
  options: MatchOptions,
): readonly Difference[] {
  const found: Difference[] = [];
  for (const [path, wanted] of Object.entries(expected.path ?? {})) {
    const values = valuesAt(path, value);
    const each = values.map((one) => differences(wanted, one, options, path));
    if (each.some((one) => one.length === 0)) continue;
    const isAbsent = values.length === 0;
    if (isAbsent && differences(wanted, undefined, options, path).length === 0) continue;
    found.push(...(each[0] ?? [{ path, expected: show(wanted), actual: nothing }]));
  }
  if (expected.schema !== undefined) {
    for (const { at, problem } of schemaFaults(expected.schema, value)) {
      found.push({ path: `$${at}`, expected: `valid by the schema: ${problem}`, actual: show(value) });
    }
  }
  return found;
}

function bytesDifferences(
  expected: ExpectedBytes,
  arrival: Arrival,
  directory: string,
): readonly Difference[] {
  const { content } = arrival;
  if (content.type !== "binary") {
    return [{ path: "bytes", expected: "a binary message", actual: showArrival(arrival) }];
  }
  const { bytes } = content;
  const { startsWith, length, ...spec } = expected;
  const found: Difference[] = [];
  const tell = (wanted: string, actual: string) =>
    void found.push({ path: "bytes", expected: wanted, actual });
  if (length !== undefined && bytes.length !== length) tell(`${length} bytes`, `${bytes.length} bytes`);
  if (startsWith !== undefined) {
    const beginning = fromHex(startsWith);
    if (!bytes.subarray(0, beginning.length).equals(beginning)) {
      tell(`bytes that begin with ${showBytes(beginning)}`, showBytes(bytes));
    }
  }
  if (Object.keys(spec).length > 0) {
    const wanted = bytesOf(spec, directory);
    if (!wanted.equals(bytes)) {
      const at = wanted.findIndex((byte, index) => byte !== bytes[index]);
      const place = at === -1 ? wanted.length : at;
      tell(`${showBytes(wanted)} (the first difference is at byte ${place})`, showBytes(bytes));
    }
  }
  return found;
}
