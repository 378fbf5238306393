import type { ControlMessage, EventArgument, Result, WebSocketMessage } from "../../contract/index.js";
import { refused } from "../../result.js";
import { problems } from "../problems/index.js";
import { decodeBytes } from "./bytes.js";

/** RFC 6455 section 5.5. */
const maxControlBytes = 125;

/** The bytes or text of a composed WebSocket message. JSON goes out as it was written. */
export function messageData(message: WebSocketMessage): Result<string | Buffer> {
  switch (message.kind) {
    case "binary":
      return bytesOf(message);
    case "json": {
      const fault = jsonFault(message.body);
      return fault === undefined ? { ok: true, value: message.body } : refused(problems.bodyInvalid(fault));
    }
    default:
      return { ok: true, value: message.body };
  }
}

/** What a ping or pong carries: text, or bytes where an encoding is given. */
export function controlPayload({ body, encoding }: ControlMessage): Result<Buffer> {
  const payload: Result<Buffer> =
    encoding === undefined ? { ok: true, value: Buffer.from(body) } : bytesOf({ body, encoding });
  if (!payload.ok || payload.value.length <= maxControlBytes) return payload;
  return refused(problems.bodyInvalid(`a control frame carries at most ${maxControlBytes} bytes`));
}

/** The values of an event's or acknowledgement's arguments. */
export function argumentValues(args: readonly EventArgument[]): Result<readonly unknown[]> {
  const values: unknown[] = [];
  for (const [place, argument] of args.entries()) {
    const value = argumentValue(argument, place);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return { ok: true, value: values };
}

/** Why a text is not JSON, as the end of a sentence; undefined for JSON. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `it is not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** `place` counts from 0. */
function argumentValue(argument: EventArgument, place: number): Result<unknown> {
  const { kind, body, encoding = "base64" } = argument;
  if (kind === "text") return { ok: true, value: body };
  if (kind === "binary") {
    const bytes = decodeBytes(body, encoding);
    return bytes
      ? { ok: true, value: bytes }
      : refused(problems.argumentInvalid(place, `is not valid ${encoding}`));
  }
  const fault = jsonFault(body);
  if (fault !== undefined) return refused(problems.argumentInvalid(place, fault.replace(/^it /, "")));
  try {
    return { ok: true, value: JSON.parse(body, withBinary) };
  } catch (error) {
    return refused(problems.argumentInvalid(place, error instanceof Error ? error.message : String(error)));
  }
}

/** `{"$binary": "<base64>"}` stands for bytes. */
function withBinary(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$binary" in value)) return value;
  if (Object.keys(value).length !== 1 || typeof value.$binary !== "string") return value;
  const bytes = decodeBytes(value.$binary, "base64");
  if (!bytes) throw new Error('has a "$binary" that is not valid base64');
  return bytes;
}

function bytesOf({ body, encoding = "base64" }: Pick<WebSocketMessage, "body" | "encoding">): Result<Buffer> {
  const bytes = decodeBytes(body, encoding);
  return bytes ? { ok: true, value: bytes } : refused(problems.bodyInvalid(`it is not valid ${encoding}`));
}
