import { SocketPacketDecoder, SocketProtocolError } from "../socket/index.js";
import type { Span, SpanTexts } from "./span.js";

const typeNames = ["CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"];

/** Where a refusal of the whole packet belongs. */
const placeOfError: Readonly<Record<string, string>> = {
  SOCKET_UNKNOWN_TYPE: "socket.type",
  SOCKET_BAD_ID: "socket.id",
  SOCKET_TOO_MANY_ATTACHMENTS: "socket.attachment-count",
  SOCKET_BAD_ATTACHMENTS: "socket.attachment-count",
  SOCKET_RESERVED_EVENT: "socket.event",
};

/** Explains the text of one Socket.IO packet. Never throws. `offset` is where it begins. */
export function dissectSocketPacket(text: string, offset = 0): Span[] {
  const spans: Span[] = [];
  const add = (from: number, to: number, kind: string, more: Partial<Span> = {}) => {
    spans.push({ start: offset + from, end: offset + to, kind, ...more });
  };
  const type = text.charCodeAt(0) - 48;
  add(0, Math.min(1, text.length), "socket.type", { value: typeNames[type] ?? text.slice(0, 1) });
  let at = 1;
  const count = /^\d+(?=-)/.exec(text.slice(at));
  if (count !== null && type >= 5) {
    add(at, at + count[0].length, "socket.attachment-count", { value: Number(count[0]) });
    at += count[0].length;
    add(at, at + 1, "socket.attachment-count-end");
    at += 1;
  }
  if (text[at] === "/") {
    const comma = text.indexOf(",", at);
    const end = comma < 0 ? text.length : comma;
    add(at, end, "socket.namespace", { value: text.slice(at, end) });
    if (comma >= 0) add(comma, comma + 1, "socket.namespace-end");
    at = comma < 0 ? end : comma + 1;
  }
  const id = /^\d+/.exec(text.slice(at));
  if (id !== null) {
    add(at, at + id[0].length, "socket.id", { value: Number(id[0]) });
    at += id[0].length;
  }
  if (at < text.length) {
    const children = [...eventName(text, at, offset, type), ...placeholders(text, at, offset)];
    add(at, text.length, "socket.payload", children.length > 0 ? { children } : {});
  }
  return markError(spans, text);
}

function eventName(text: string, at: number, offset: number, type: number): Span[] {
  if (type !== 2 && type !== 5) return [];
  const found = /^\[\s*("(?:[^"\\]|\\.)*"|-?\d+)/.exec(text.slice(at));
  const token = found?.[1];
  if (found === null || token === undefined) return [];
  const start = offset + at + found[0].length - token.length;
  return [{ start, end: start + token.length, kind: "socket.event", value: jsonText(token) }];
}

function placeholders(text: string, at: number, offset: number): Span[] {
  const spans: Span[] = [];
  for (const found of text.slice(at).matchAll(/\{"_placeholder":true,"num":(\d+)\}/g)) {
    const start = offset + at + found.index;
    spans.push({ start, end: start + found[0].length, kind: "socket.placeholder", value: Number(found[1]) });
  }
  return spans;
}

function jsonText(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

/** The decoder judges; its verdict is put on the span it is about, or on the last one. */
function markError(spans: readonly Span[], text: string): Span[] {
  let code: string;
  try {
    new SocketPacketDecoder().push(text);
    return [...spans];
  } catch (error) {
    if (!(error instanceof SocketProtocolError)) return [...spans];
    code = error.code;
  }
  const place = placeOfError[code] ?? "socket.payload";
  const isThere = spans.some(
    ({ kind, children }) => kind === place || children?.some((c) => c.kind === place),
  );
  return spans.map((span, index) => {
    const isPlace = isThere ? span.kind === place : index === spans.length - 1;
    const children = span.children?.map((child) =>
      child.kind === place ? { ...child, error: code } : child,
    );
    return { ...span, ...(children && { children }), ...(isPlace && { error: code }) };
  });
}

const meanings: Readonly<Record<string, string>> = {
  CONNECT: "Asks for a namespace, or says that it is joined.",
  DISCONNECT: "Leaves a namespace.",
  EVENT: "An event: its name, then its arguments.",
  ACK: "The answer to an event that asked for one.",
  CONNECT_ERROR: "Refuses a namespace.",
  BINARY_EVENT: "An event whose bytes follow in messages of their own.",
  BINARY_ACK: "An answer whose bytes follow in messages of their own.",
};

export const socketTexts: SpanTexts = {
  "socket.type": ({ value }) => ({
    label: `Packet type: ${value || "missing"}`,
    explanation: meanings[String(value)] ?? "No packet type has this number.",
  }),
  "socket.attachment-count": ({ value }) => ({
    label: `Attachments: ${value}`,
    explanation: "How many binary messages follow this one and belong to it.",
  }),
  "socket.attachment-count-end": () => ({ label: "End of count", explanation: "Ends the attachment count." }),
  "socket.namespace": ({ value }) => ({
    label: `Namespace: ${value}`,
    explanation: "The namespace the packet is for; without one it is /.",
  }),
  "socket.namespace-end": () => ({ label: "End of namespace", explanation: "Ends the namespace." }),
  "socket.id": ({ value }) => ({
    label: `Acknowledgement id: ${value}`,
    explanation: "An event with an id asks for an answer; the answer carries the same id.",
  }),
  "socket.payload": () => ({ label: "Payload", explanation: "The data, as JSON." }),
  "socket.event": ({ value }) => ({ label: `Event: ${value}`, explanation: "The name of the event." }),
  "socket.placeholder": ({ value }) => ({
    label: `Placeholder of attachment ${value}`,
    explanation: "The bytes of this attachment take this place once they have arrived.",
  }),
};
