import type { BinaryEncoding, EventArgument, Problem, Result, WebSocketMessage } from "../contract/index.js";
import { problems } from "./problems.js";

/** The bytes or text of a composed WebSocket message. JSON goes out as it was written. */
export function messageData(message: WebSocketMessage): Result<string | Buffer> {
  if (message.kind !== "json" && message.kind !== "binary") return { ok: true, value: message.body };
  if (message.kind === "binary") {
    const bytes = decodeBytes(message.body, message.encoding ?? "base64");
    return bytes
      ? { ok: true, value: bytes }
      : refuse(problems.bodyInvalid(`it is not valid ${message.encoding ?? "base64"}`));
  }
  const fault = jsonFault(message.body);
  return fault === undefined ? { ok: true, value: message.body } : refuse(problems.bodyInvalid(fault));
}

/** The value of one composed argument of an event; `place` counts from 0. */
export function argumentValue(argument: EventArgument, place: number): Result<unknown> {
  switch (argument.kind) {
    case "text":
      return { ok: true, value: argument.body };
    case "binary": {
      const encoding = argument.encoding ?? "base64";
      const bytes = decodeBytes(argument.body, encoding);
      return bytes
        ? { ok: true, value: bytes }
        : refuse(problems.argumentInvalid(place, `is not valid ${encoding}`));
    }
    case "json": {
      const fault = jsonFault(argument.body);
      return fault === undefined
        ? { ok: true, value: JSON.parse(argument.body) }
        : refuse(problems.argumentInvalid(place, fault.replace(/^it /, "")));
    }
  }
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `it is not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** White space is allowed anywhere; anything else that is not of the encoding is refused. */
function decodeBytes(body: string, encoding: BinaryEncoding): Buffer | undefined {
  const text = body.replace(/\s+/g, "");
  if (encoding === "hex") {
    return text.length % 2 === 0 && /^[0-9a-f]*$/i.test(text) ? Buffer.from(text, "hex") : undefined;
  }
  if (encoding === "file") return undefined;
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;
}

function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}
