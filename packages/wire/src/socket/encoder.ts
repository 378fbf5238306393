import { SocketProtocolError } from "./errors.js";
import { defaultSocketPacketLimits } from "./limits.js";
import { type SocketPacket, SocketPacketType } from "./packet.js";
import { isPlainText } from "./plain-text.js";

const { EVENT, ACK, BINARY_EVENT } = SocketPacketType;

/**
 * Writes a packet: its text, then its attachments in order. An EVENT or ACK whose data holds an
 * ArrayBuffer or a view of one is written as BINARY_EVENT or BINARY_ACK. Throws SocketProtocolError.
 */
export function encodeSocketPacket(packet: SocketPacket): [text: string, ...attachments: Uint8Array[]] {
  let { type, nsp, data, id } = packet;
  const attachments: Uint8Array[] = [];
  if (type >= BINARY_EVENT) type -= BINARY_EVENT - EVENT;
  if (type === EVENT || type === ACK) data = extract(data, attachments, 0);
  let text = attachments.length > 0 ? `${type + BINARY_EVENT - EVENT}${attachments.length}-` : String(type);
  if (nsp !== "/") {
    if (nsp[0] !== "/" || nsp.includes(",")) {
      throw new SocketProtocolError("SOCKET_BAD_NAMESPACE", `bad namespace ${nsp}`);
    }
    text += `${nsp},`;
  }
  if (id !== undefined) text += id;
  if (data !== undefined) text += Array.isArray(data) ? stringifyEach(data) : (stringify(data) ?? "");
  return attachments.length === 0 ? [text] : [text, ...attachments];
}

/** Member by member: measured a third faster than the array as a whole, most of all where members are text. */
function stringifyEach(members: readonly unknown[]): string {
  let text = "[";
  for (let at = 0; at < members.length; at++) {
    if (at > 0) text += ",";
    const member = members[at];
    text += typeof member === "string" && isPlainText(member) ? `"${member}"` : (stringify(member) ?? "null");
  }
  return `${text}]`;
}

/** Undefined for what JSON has no form of. */
function stringify(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch (error) {
    throw new SocketProtocolError("SOCKET_BAD_JSON", String(error));
  }
}

/**
 * Moves binary values to `attachments`. What holds none is returned itself; only the way down to a
 * binary value is copied, so data without any costs one walk and no allocation.
 */
function extract(value: unknown, attachments: Uint8Array[], depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes =
      value instanceof Uint8Array
        ? value
        : value instanceof ArrayBuffer
          ? new Uint8Array(value)
          : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { _placeholder: true, num: attachments.push(bytes) - 1 };
  }
  if (depth > defaultSocketPacketLimits.maxNesting) {
    throw new SocketProtocolError("SOCKET_TOO_DEEP", "nested too deep, or a cycle");
  }
  // Loading a property that is not there is faster than asking by `in` whether it is.
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === "function") {
    const before = attachments.length;
    const plain = extract(toJSON.call(value), attachments, depth + 1);
    return attachments.length > before ? plain : value;
  }
  return Array.isArray(value)
    ? extractFromArray(value, attachments, depth + 1)
    : extractFromObject(value as Record<string, unknown>, attachments, depth + 1);
}

function extractFromArray(array: unknown[], attachments: Uint8Array[], depth: number): unknown[] {
  let out = array;
  for (let i = 0; i < array.length; i++) {
    const member = array[i];
    if (typeof member !== "object") continue;
    const replaced = extract(member, attachments, depth);
    if (replaced === member) continue;
    if (out === array) out = array.slice();
    out[i] = replaced;
  }
  return out;
}

function extractFromObject(
  object: Record<string, unknown>,
  attachments: Uint8Array[],
  depth: number,
): Record<string, unknown> {
  let out = object;
  // `for in` builds no array of keys; what is inherited is not JSON's business.
  for (const key in object) {
    const member = object[key];
    if (typeof member !== "object" || !Object.hasOwn(object, key)) continue;
    const replaced = extract(member, attachments, depth);
    if (replaced === member) continue;
    // The copy owns every key already, so even `__proto__` is a plain assignment.
    if (out === object) out = { ...object };
    out[key] = replaced;
  }
  return out;
}
