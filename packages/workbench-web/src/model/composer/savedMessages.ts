import type { OutgoingMessage, SavedMessage } from "signalbox/contract";

export function addMessage(
  messages: readonly SavedMessage[],
  message: SavedMessage,
): readonly SavedMessage[] {
  return [...messages, message];
}

export function changeMessage(
  messages: readonly SavedMessage[],
  id: string,
  change: Partial<Omit<SavedMessage, "id">>,
): readonly SavedMessage[] {
  return messages.map((message) => (message.id === id ? { ...message, ...change } : message));
}

export function removeMessage(messages: readonly SavedMessage[], id: string): readonly SavedMessage[] {
  return messages.filter((message) => message.id !== id);
}

/** What a message is called until it is given a name: its event, or how it begins. */
export function suggestedName(message: OutgoingMessage): string {
  if (message.kind === "event") return message.event;
  if (message.kind === "fault" || message.kind === "ack") return message.kind;
  const start = message.body.replace(/\s+/g, " ").trim();
  return start.length > 40 ? `${start.slice(0, 39)}…` : start;
}
