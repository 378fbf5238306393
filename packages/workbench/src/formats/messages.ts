import type { EventArgument, OutgoingMessage, SavedMessage } from "../contract/index.js";

/** Saved messages with ids that stay the same when the same file is read again. */
export class SavedMessages {
  readonly #list: SavedMessage[] = [];

  add(name: string, message: OutgoingMessage, description?: string): void {
    const number = this.#list.length + 1;
    this.#list.push({
      id: `message-${number}`,
      name: name === "" ? `Message ${number}` : name,
      ...(description !== undefined && { description }),
      message,
    });
  }

  get list(): readonly SavedMessage[] {
    return this.#list;
  }
}

/** A WebSocket message of a body whose kind the format names as it likes. */
export function webSocketMessage(kind: string, body: string): OutgoingMessage {
  switch (kind.toLowerCase()) {
    case "json":
    case "application/json":
      return { kind: "json", body };
    case "xml":
    case "application/xml":
      return { kind: "xml", body };
    case "html":
    case "text/html":
      return { kind: "html", body };
    case "base64":
    case "binary":
      return { kind: "binary", body, encoding: "base64" };
    case "hex":
    case "hexadecimal":
      return { kind: "binary", body, encoding: "hex" };
    default:
      return { kind: "text", body };
  }
}

export function eventArgument(kind: string, body: string): EventArgument {
  const message = webSocketMessage(kind, body);
  if (message.kind === "binary") return { kind: "binary", body, encoding: message.encoding ?? "base64" };
  return { kind: message.kind === "json" ? "json" : "text", body };
}

/** An argument of a value: text as text, bytes as Base64, everything else as JSON. */
export function argumentOf(value: unknown): EventArgument {
  if (value instanceof Uint8Array) {
    return { kind: "binary", body: Buffer.from(value).toString("base64"), encoding: "base64" };
  }
  if (typeof value === "string") return { kind: "text", body: value };
  return { kind: "json", body: JSON.stringify(value, null, 2) ?? "null" };
}
