/** Whether what a page sent has the shape of the contract: a clear answer instead of a failure deep inside. */
import type { Problem } from "../contract/index.js";

type Fields = Readonly<Record<string, unknown>>;

export function checkOpenCall(call: unknown): Problem | undefined {
  if (!isObject(call)) return wrong("the call", "an object");
  if (!isOptional(call.id, "string")) return wrong("id", "a string");
  if (!isOptional(call.title, "string")) return wrong("title", "a string");
  const { request } = call;
  if (!isObject(request)) return wrong("request", "an object");
  if (typeof request.url !== "string") return wrong("request.url", "a string");
  if (request.headers !== undefined && !isPairs(request.headers)) {
    return wrong("request.headers", "a list of [name, value]");
  }
  if (!isOptional(request.verifyTls, "boolean")) return wrong("request.verifyTls", "true or false");
  if (request.protocol === "websocket") {
    if (request.subprotocols !== undefined && !isStrings(request.subprotocols)) {
      return wrong("request.subprotocols", "a list of strings");
    }
    return undefined;
  }
  if (request.protocol !== "socket.io") return wrong("request.protocol", "websocket or socket.io");
  if (![2, 3, 4, "auto"].includes(request.version as number))
    return wrong("request.version", "2, 3, 4 or auto");
  if (!isOptional(request.path, "string")) return wrong("request.path", "a string");
  return undefined;
}

export function checkMessage(message: unknown): Problem | undefined {
  if (!isObject(message)) return wrong("message", "an object");
  if (message.kind !== "event") return checkContent(message, "message");
  if (typeof message.event !== "string") return wrong("message.event", "a string");
  if (!isOptional(message.ackTimeoutMs, "number")) return wrong("message.ackTimeoutMs", "a number");
  if (!Array.isArray(message.args)) return wrong("message.args", "a list");
  for (const [place, argument] of message.args.entries()) {
    const problem = isObject(argument)
      ? checkContent(argument, `message.args[${place}]`)
      : wrong(`message.args[${place}]`, "an object");
    if (problem) return problem;
  }
  return undefined;
}

export function checkFilter(filter: unknown): Problem | undefined {
  if (!isObject(filter)) return wrong("filter", "an object");
  for (const name of ["connectionIds", "directions", "events"] as const) {
    if (filter[name] !== undefined && !isStrings(filter[name]))
      return wrong(`filter.${name}`, "a list of strings");
  }
  if (!isOptional(filter.protocolLayer, "boolean")) return wrong("filter.protocolLayer", "true or false");
  if (!isOptional(filter.search, "string")) return wrong("filter.search", "a string");
  return undefined;
}

function checkContent(content: Fields, name: string): Problem | undefined {
  if (!["text", "json", "binary"].includes(content.kind as string)) {
    return wrong(`${name}.kind`, "text, json or binary");
  }
  if (typeof content.body !== "string") return wrong(`${name}.body`, "a string");
  if (![undefined, "hex", "base64"].includes(content.encoding as string)) {
    return wrong(`${name}.encoding`, "hex or base64");
  }
  return undefined;
}

function wrong(field: string, expected: string): Problem {
  return {
    code: "REQUEST_INVALID",
    message: `The request was not understood: ${field} must be ${expected}.`,
    values: { field, expected },
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOptional(value: unknown, type: "string" | "number" | "boolean"): boolean {
  return value === undefined || typeof value === type;
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isPairs(value: unknown): boolean {
  return Array.isArray(value) && value.every((pair) => isStrings(pair) && (pair as unknown[]).length === 2);
}
