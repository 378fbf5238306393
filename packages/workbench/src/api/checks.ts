/** Whether what a page sent has the shape of the contract: a clear answer instead of a failure deep inside. */
import type { Problem } from "../contract/index.js";
import { type Fields, isObject, isOptional, isStrings, wrong } from "./shape.js";

export function checkOpenCall(call: unknown): Problem | undefined {
  if (!isObject(call)) return wrong("the call", "an object");
  if (!isOptional(call.id, "string")) return wrong("id", "a string");
  if (!isOptional(call.title, "string")) return wrong("title", "a string");
  const { request } = call;
  if (!isObject(request)) return wrong("request", "an object");
  if (typeof request.url !== "string") return wrong("request.url", "a string");
  if (request.headers !== undefined && !isFields(request.headers)) {
    return wrong("request.headers", "a list of {name, value}");
  }
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
  if (!isOptional(request.auth, "string")) return wrong("request.auth", "a string");
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

function checkContent(content: Fields, name: string): Problem | undefined {
  if (!["text", "json", "xml", "html", "binary"].includes(content.kind as string)) {
    return wrong(`${name}.kind`, "text, json or binary");
  }
  if (typeof content.body !== "string") return wrong(`${name}.body`, "a string");
  if (![undefined, "hex", "base64"].includes(content.encoding as string)) {
    return wrong(`${name}.encoding`, "hex or base64");
  }
  return undefined;
}

function isFields(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (field) => isObject(field) && typeof field.name === "string" && typeof field.value === "string",
    )
  );
}
