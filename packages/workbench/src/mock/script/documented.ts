import { type ApiMessage, isBinary, withoutBytes } from "../../formats/asyncapi/index.js";
import { type SchemaFault, schemaFaults } from "../../scenarios/matching/json-schema.js";

/** Why a WebSocket message fits none of those that are documented; undefined when it fits one. */
export function problemOfMessage(
  data: string | Uint8Array,
  documented: readonly ApiMessage[],
): string | undefined {
  return problemOf(
    "the message",
    documented.map((message) => ({ name: message.name, faults: faultsOfMessage(data, message) })),
  );
}

/** Why the arguments of an event fit none of those that are documented for it; undefined when they fit some. */
export function problemOfArguments(
  args: readonly unknown[],
  documented: readonly ApiMessage[],
): string | undefined {
  return problemOf(
    "the event",
    documented.map((message) => ({ name: message.name, faults: faultsOfArguments(args, message) })),
  );
}

interface Candidate {
  readonly name: string;
  readonly faults: readonly SchemaFault[];
}

/** Several kinds may be documented: the one with the fewest faults is most likely the one that was meant. */
function problemOf(what: string, candidates: readonly Candidate[]): string | undefined {
  const [first, ...others] = candidates;
  if (first === undefined) return `${what} is not documented: a client may send nothing here`;
  const best = others.reduce((one, other) => (other.faults.length < one.faults.length ? other : one), first);
  if (best.faults.length === 0) return undefined;
  const faults = best.faults.map(({ at, problem }) => (at === "" ? problem : `${at} ${problem}`)).join(", ");
  return others.length === 0
    ? `${what} does not fit "${best.name}": ${faults}`
    : `${what} fits none of the ${candidates.length} that are documented; the nearest is "${best.name}": ${faults}`;
}

function faultsOfMessage(
  data: string | Uint8Array,
  { contentType, payload }: ApiMessage,
): readonly SchemaFault[] {
  const [schema] = payload.schemas;
  if (schema === undefined) return [];
  if (isBinary(schema)) return typeof data === "string" ? [fault("it is text in the place of bytes")] : [];
  const form = formOf(contentType);
  // What stands in Protobuf, XML and the like is no matter of a JSON Schema.
  if (form === "other") return [];
  if (typeof data !== "string") return [fault("it is bytes in the place of text")];
  const json = form === "text" ? undefined : parsed(data);
  if (json !== undefined) return schemaFaults(schema, json.value, "7");
  return form === "json" ? [fault("it is not JSON")] : schemaFaults(schema, data, "7");
}

function faultsOfArguments(args: readonly unknown[], { payload }: ApiMessage): readonly SchemaFault[] {
  const { schemas } = payload;
  // Documents of other hands leave the payload out where nobody has described it yet.
  if (schemas.length === 0) return [];
  const faults = schemas.flatMap((schema, place) => {
    const value = args[place];
    if (isBinary(schema) && !(value instanceof Uint8Array)) return [fault("must be bytes", `[${place}]`)];
    return schemaFaults(schema, withoutBytes(value), "7").map(({ at, problem }) =>
      fault(problem, `[${place}]${at}`),
    );
  });
  return args.length > schemas.length
    ? [...faults, fault(`${args.length} arguments were sent, ${schemas.length} are documented`)]
    : faults;
}

function fault(problem: string, at = ""): SchemaFault {
  return { at, problem };
}

function formOf(contentType: string | undefined): "json" | "text" | "either" | "other" {
  if (contentType === undefined) return "either";
  if (/[/+]json\b/i.test(contentType)) return "json";
  return /^text\/plain\b/i.test(contentType) ? "text" : "other";
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
