import type { DetailPart, EventArgument, OutgoingMessage, RowDetail } from "signalbox/contract";
import { toBase64 } from "../binary.js";
import { fromMessage } from "../composer/message.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import type { RequestTab } from "../tabs/tabs.js";
import type { Connections } from "./connections.js";

/** What was on the wire once, sent anew: as it was, or after an edit. */
export class Resend {
  readonly #tabs: OpenTabs;
  readonly #connections: Connections;

  constructor(tabs: OpenTabs, connections: Connections) {
    this.#tabs = tabs;
    this.#connections = connections;
  }

  /** Whether a row is a message that a tab could send, and is here whole. */
  canResend(detail: RowDetail): boolean {
    return this.#tabOf(detail) !== undefined && messageOf(detail) !== undefined;
  }

  async again(detail: RowDetail): Promise<boolean> {
    const tab = this.#tabOf(detail);
    const message = messageOf(detail);
    if (tab === undefined || message === undefined) return false;
    return this.#connections.send(tab.id, message);
  }

  /** Puts it into the composer of its tab, which comes to the front. */
  edit(detail: RowDetail): boolean {
    const tab = this.#tabOf(detail);
    const message = messageOf(detail);
    const composer = message && fromMessage(message);
    if (tab === undefined || composer === undefined) return false;
    this.#tabs.change(tab.id, (now) => ({ ...now, composer }));
    this.#tabs.select(tab.id);
    return true;
  }

  #tabOf(detail: RowDetail): RequestTab | undefined {
    return this.#tabs.requests().find((tab) => tab.connectionId === detail.row.connectionId);
  }
}

/** The message that would make this row; undefined for rows that are no message, or are not here whole. */
export function messageOf({ row, parts }: RowDetail): OutgoingMessage | undefined {
  if (parts.some((part) => part.cut)) return undefined;
  if (row.kind === "message") {
    const part = parts[0];
    if (part === undefined) return { kind: "text", body: "" };
    return part.bytes
      ? { kind: "binary", body: toBase64(part.bytes), encoding: "base64" }
      : { kind: part.format === "json" ? "json" : "text", body: part.text };
  }
  if (row.kind !== "event" || row.event === undefined) return undefined;
  const attachments = parts.filter((part) => part.attachment !== undefined);
  return {
    kind: "event",
    event: row.event,
    args: parts.filter((part) => part.attachment === undefined).map((part) => argumentOf(part, attachments)),
    ...(row.namespace === undefined ? {} : { namespace: row.namespace }),
    ...(row.ackId === undefined ? {} : { ackTimeoutMs: 5_000 }),
  };
}

const PLACEHOLDER = /\{\s*"_placeholder"\s*:\s*true\s*,\s*"num"\s*:\s*(\d+)\s*\}/g;

function argumentOf(part: DetailPart, attachments: readonly DetailPart[]): EventArgument {
  if (part.bytes) return { kind: "binary", body: toBase64(part.bytes), encoding: "base64" };
  if (part.format !== "json") return { kind: "text", body: part.text };
  const body = part.text.replace(PLACEHOLDER, (all, number: string) => {
    const bytes = attachments.find((one) => one.attachment === Number(number))?.bytes;
    return bytes === undefined ? all : `{"$binary":"${toBase64(bytes)}"}`;
  });
  return { kind: "json", body };
}
