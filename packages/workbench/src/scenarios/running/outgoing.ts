import type { EventArgument, OutgoingMessage } from "../../contract/index.js";
import type { SendBody } from "../format.js";
import { bytesOf, isBytesSpec } from "../matching/bytes.js";
import { textOf } from "./scope.js";

/** The message that a `send` step sends. Variables are resolved. Throws an `Error` for what cannot be sent. */
export function messageOf(body: string | SendBody, directory: string): OutgoingMessage {
  if (typeof body === "string") return { kind: "text", body };
  if ("text" in body) return { kind: "text", body: textOf(body.text) };
  if ("json" in body) return { kind: "json", body: JSON.stringify(body.json) };
  if ("xml" in body) return { kind: "xml", body: body.xml };
  if ("html" in body) return { kind: "html", body: body.html };
  if ("ping" in body) return { kind: "ping", body: body.ping };
  if ("pong" in body) return { kind: "pong", body: body.pong };
  if ("fault" in body) return { kind: "fault", fault: body.fault };
  return { kind: "binary", body: bytesOf(body.binary, directory).toString("base64"), encoding: "base64" };
}

/** Arguments of an event or acknowledgement as the drivers take them. */
export function argumentsOf(args: readonly unknown[], directory: string): readonly EventArgument[] {
  return args.map((arg) => {
    const bytes = binaryIn(arg, directory);
    if (bytes) return { kind: "binary", body: bytes.toString("base64"), encoding: "base64" };
    return { kind: "json", body: JSON.stringify(withBase64(arg, directory) ?? null) };
  });
}

/** `{$binary: …}` in whichever way it is written, with Base64 inside. */
function withBase64(value: unknown, directory: string): unknown {
  const bytes = binaryIn(value, directory);
  if (bytes) return { $binary: bytes.toString("base64") };
  if (Array.isArray(value)) return value.map((item) => withBase64(item, directory));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBase64(item, directory)]));
}

function binaryIn(value: unknown, directory: string): Buffer | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value !== "object" || value === null || !("$binary" in value)) return undefined;
  return isBytesSpec(value.$binary) ? bytesOf(value.$binary, directory) : undefined;
}
