import type { CodeTarget, ConnectionState, DetailPart, Problem, Result, RowDetail } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { toBase64 } from "../binary.js";
import { messageOf } from "../connections/resend.js";

/** What a row can be copied as: itself, or written down for another tool. */
export type CopyForm = "text" | "json" | CodeTarget;

const SOCKET_IO_FORMS: readonly CopyForm[] = ["wscat", "websocat", "socket.io-client", "browser", "python"];
const WEBSOCKET_FORMS: readonly CopyForm[] = ["wscat", "websocat", "ws", "browser", "python"];

/** Code needs a connection that the backend still knows. */
export function copyForms(connection: ConnectionState | undefined): readonly CopyForm[] {
  if (connection === undefined) return ["text", "json"];
  const codes = connection.request.protocol === "websocket" ? WEBSOCKET_FORMS : SOCKET_IO_FORMS;
  return ["text", "json", ...codes];
}

/** Writes a row in the form asked for. */
export class Copies {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async write(
    form: CopyForm,
    detail: RowDetail,
    connection: ConnectionState | undefined,
  ): Promise<Result<string>> {
    if (form === "text") return { ok: true, value: detail.parts.map(partText).join("\n") };
    if (form === "json") return { ok: true, value: rowJson(detail) };
    if (connection === undefined) return { ok: false, problem: UNKNOWN };
    const message = messageOf(detail);
    const result = await this.#backend.call("code:of", {
      target: form,
      request: connection.request,
      ...(connection.version !== undefined && { version: connection.version }),
      ...(message !== undefined && { message }),
    });
    return result.ok ? { ok: true, value: result.value.text } : result;
  }
}

const UNKNOWN: Problem = {
  code: "CONNECTION_UNKNOWN",
  message: "The connection of this row is not known any more.",
};

function partText(part: DetailPart): string {
  if (part.text !== "" || part.bytes === undefined) return part.text;
  return toBase64(part.bytes);
}

/** A row with its content, for a bug report: JSON parts as JSON, bytes as Base64. */
function rowJson({ row, parts }: RowDetail): string {
  const { preview: _, ...facts } = row;
  return JSON.stringify(
    { ...facts, time: new Date(row.timeUs / 1000).toISOString(), content: parts.map(partValue) },
    null,
    2,
  );
}

function partValue(part: DetailPart): unknown {
  if (part.bytes) return { base64: toBase64(part.bytes) };
  if (part.format !== "json") return part.text;
  try {
    return JSON.parse(part.text);
  } catch {
    return part.text;
  }
}
