import type { BinaryEncoding, EventArgument, OutgoingMessage } from "../contract/index.js";

/** What a body comes to in any language. */
export type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "json"; readonly json: string }
  | { readonly type: "base64"; readonly base64: string }
  | { readonly type: "file"; readonly path: string };

interface Body {
  readonly kind: "text" | "json" | "xml" | "html" | "binary" | "ping" | "pong";
  readonly body: string;
  readonly encoding?: BinaryEncoding;
}

export function contentOf({ kind, body, encoding = "base64" }: Body): Content {
  if (kind !== "binary") return { type: "text", text: body };
  if (encoding === "file") return { type: "file", path: body };
  return { type: "base64", base64: encoding === "hex" ? hexToBase64(body) : body.replace(/\s+/g, "") };
}

/** An argument of an event: JSON stays a value of the language. */
export function argumentOf(argument: EventArgument): Content {
  return argument.kind === "json" ? { type: "json", json: argument.body } : contentOf(argument);
}

/** What a WebSocket sends; undefined for what only the workbench can send. */
export function messageContent(message: OutgoingMessage | undefined): Content | undefined {
  switch (message?.kind) {
    case "text":
    case "json":
    case "xml":
    case "html":
    case "binary":
      return contentOf(message);
    default:
      return undefined;
  }
}

function hexToBase64(hex: string): string {
  const pairs = hex.replace(/\s+/g, "").match(/../g) ?? [];
  return btoa(String.fromCharCode(...pairs.map((pair) => Number.parseInt(pair, 16))));
}
