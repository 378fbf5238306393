import { type ClusterMessage, type ClusterResponse, isResponseType } from "../nodes/messages.js";

/** What came from outside, told apart; `undefined`: not a message at all. */
export type Incoming =
  | { readonly kind: "message"; readonly message: ClusterMessage }
  | { readonly kind: "response"; readonly response: ClusterResponse };

/**
 * Checks the frame of a message: enough that handling it cannot fail for its shape. What is inside a
 * packet is the application's.
 */
export function readMessage(value: unknown): Incoming {
  const message = asObject(value, "a message");
  const { type, data } = message;
  if (typeof type !== "number") throw new TypeError("it has no type");
  if (isResponseType(type)) {
    const { requestId } = asObject(data, "data");
    if (typeof requestId !== "string") throw new TypeError("the response has no requestId");
    return { kind: "response", response: value as ClusterResponse };
  }
  if (data !== undefined) {
    const { opts, packet } = asObject(data, "data");
    if (opts !== undefined) checkOptions(asObject(opts, "opts"));
    if (type === 3) asObject(packet, "packet");
    if (type === 9 && !Array.isArray(packet)) throw new TypeError("packet is not an array");
  } else if (type > 2 && type < 13) {
    throw new TypeError(`a message of type ${type} has no data`);
  }
  return { kind: "message", message: value as ClusterMessage };
}

function checkOptions({ rooms, except }: Record<string, unknown>): void {
  if (rooms !== undefined && !Array.isArray(rooms)) throw new TypeError("rooms is not an array");
  if (except !== undefined && !Array.isArray(except)) throw new TypeError("except is not an array");
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError(`${what} is not an object`);
  return value as Record<string, unknown>;
}
