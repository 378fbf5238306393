import type { ListenedEvent } from "signalbox/contract";

/** What a Socket.IO request listens to before anybody has said otherwise. */
export const USUAL_EVENTS: readonly ListenedEvent[] = [{ event: "message", listen: true }];

/** The names that are listened to. */
export function listenedNames(events: readonly ListenedEvent[]): readonly string[] {
  return events.filter(({ listen }) => listen).map(({ event }) => event);
}

/** With an event that is listened to, added where it was not there. */
export function withListened(events: readonly ListenedEvent[], event: string): readonly ListenedEvent[] {
  const name = event.trim();
  if (name === "") return events;
  const rest = events.map((one) => (one.event === name ? { ...one, listen: true } : one));
  return rest.some((one) => one.event === name) ? rest : [...rest, { event: name, listen: true }];
}
