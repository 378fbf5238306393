import { reservedEvents } from "@signalbox/wire/socket";

/** Event names that neither side may send: the library emits them itself. */
export function refuseReserved(event: unknown, reserved: ReadonlySet<unknown> = reservedEvents): void {
  if (reserved.has(event)) throw new Error(`"${String(event)}" is a reserved event name`);
}

/** Event names that servers may not send to each other. */
export const reservedServerEvents: ReadonlySet<unknown> = new Set(["connect", "connection", "new_namespace"]);
