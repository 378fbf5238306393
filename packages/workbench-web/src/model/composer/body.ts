import type { BinaryEncoding, EventArgument, WebSocketMessage } from "signalbox/contract";

export type BodyKind = WebSocketMessage["kind"];

/** A file of the person's own, read in by the page. */
export interface PickedFile {
  readonly name: string;
  readonly size: number;
  readonly base64: string;
}

/** One editor: a WebSocket message, or one argument of an event. Each kind keeps what was typed in it. */
export interface BodyDraft {
  readonly id: number;
  readonly kind: BodyKind;
  readonly text: string;
  readonly json: string;
  readonly xml: string;
  readonly html: string;
  /** Hex or Base64, as `encoding` says. */
  readonly binary: string;
  /** A path below the project's folder, for the encoding `file`. */
  readonly path: string;
  /** Goes out instead of the path. */
  readonly picked?: PickedFile;
  readonly encoding: BinaryEncoding;
}

export function emptyBody(id: number, kind: BodyKind): BodyDraft {
  return { id, kind, text: "", json: "", xml: "", html: "", binary: "", path: "", encoding: "hex" };
}

/** The text in the editor. */
export function bodyText(body: BodyDraft): string {
  return body.kind === "binary" && body.encoding === "file" ? body.path : body[body.kind];
}

export function withBodyText(body: BodyDraft, text: string): BodyDraft {
  const field = body.kind === "binary" && body.encoding === "file" ? "path" : body.kind;
  return { ...body, [field]: text };
}

/** What the contract says of a body. */
export interface WrittenBody {
  readonly body: string;
  readonly encoding?: BinaryEncoding;
}

export function writtenBody(draft: BodyDraft): WrittenBody {
  if (draft.kind !== "binary") return { body: bodyText(draft) };
  if (draft.encoding === "file" && draft.picked) return { body: draft.picked.base64, encoding: "base64" };
  return { body: bodyText(draft), encoding: draft.encoding };
}

/** The editor for a body that was written before. */
export function readBody(id: number, written: WebSocketMessage | EventArgument): BodyDraft {
  const draft = { ...emptyBody(id, written.kind), encoding: written.encoding ?? "hex" };
  return withBodyText(draft, written.body);
}
