import { isDeepStrictEqual } from "node:util";
import type { ConnectionRequest, Field, Reaction, SavedMessage, SavedRequest } from "../contract/index.js";
import { misfitOf } from "./schema.js";
import { YamlDocument } from "./yaml-document.js";

type Values = Readonly<Record<string, unknown>>;

/** A request's file as it is checked by the schema: numbers may stand where texts are meant. */
interface FileContent {
  readonly name?: string;
  readonly description?: string;
  readonly status?: SavedRequest["status"];
  readonly tags?: SavedRequest["tags"];
  readonly owner?: string;
  readonly protocol: ConnectionRequest["protocol"];
  readonly messages?: readonly Values[];
  readonly events?: SavedRequest["events"];
  readonly reactions?: readonly (Omit<Reaction, "id"> & { readonly id?: string })[];
}

/** What the file at `file` says; `fallbackName` is its name where it gives none. Throws a `ProjectError`. */
export function parseRequest(file: string, text: string, fallbackName: string): SavedRequest {
  const document = YamlDocument.parse(file, text);
  const { value } = document;
  const misfit = misfitOf(value, "request");
  if (misfit) throw document.errorAt(misfit.path, misfit.reason, misfit.key);
  return savedOf(value as FileContent, fallbackName);
}

/** The text of a request's file; with the text that it has now, comments and order are kept. */
export function writeRequest(
  file: string,
  saved: SavedRequest,
  fallbackName: string,
  current: string | undefined,
): string {
  if (current === undefined) {
    const document = YamlDocument.empty(file);
    document.update(contentOf(saved, fallbackName));
    return document.toString();
  }
  // What says the same already stays as a person wrote it, to the last space.
  if (isDeepStrictEqual(parseRequest(file, current, fallbackName), saved)) return current;
  const document = YamlDocument.parse(file, current);
  document.update(contentOf(saved, fallbackName));
  return document.toString();
}

/** A saved request as its file holds it: what the request has stands beside what is said about it. */
export function contentOf(saved: SavedRequest, fallbackName: string): Values {
  const { name, description, status, tags, owner, request, messages, events, reactions } = saved;
  return defined({
    ...(name !== fallbackName && { name }),
    // Files that people read say nothing about what is not there.
    ...(description && { description }),
    status,
    ...(tags?.length && { tags }),
    ...(owner && { owner }),
    ...request,
    ...(messages.length > 0 && { messages: messages.map(messageContent) }),
    ...(events?.length && { events }),
    ...(reactions?.length && { reactions }),
  });
}

function messageContent({ id, name, description, message }: SavedMessage): Values {
  return defined({ id, name, ...(description && { description }), ...message });
}

function savedOf(content: FileContent, fallbackName: string): SavedRequest {
  const { name, description, status, tags, owner, messages, events, reactions, ...request } = content;
  return {
    name: name ?? fallbackName,
    ...(description !== undefined && { description }),
    ...(status !== undefined && { status }),
    ...(tags !== undefined && { tags }),
    ...(owner !== undefined && { owner }),
    request: requestOf(request),
    messages: (messages ?? []).map(messageOf),
    ...(events !== undefined && { events }),
    ...(reactions !== undefined && {
      reactions: reactions.map((reaction, at) => ({ ...reaction, id: reaction.id ?? `reaction-${at + 1}` })),
    }),
  };
}

/** The schema has checked the shape; versions that were left out are `auto`. */
function requestOf(content: Values): ConnectionRequest {
  const tables = Object.fromEntries(
    (["params", "headers", "cookies"] as const)
      .filter((table) => content[table] !== undefined)
      .map((table) => [table, (content[table] as readonly Field[]).map(withTextValue)]),
  );
  const version = content.protocol === "socket.io" ? { version: content.version ?? "auto" } : {};
  return { ...content, ...tables, ...version } as unknown as ConnectionRequest;
}

function withTextValue(field: Field): Field {
  return { ...field, value: String(field.value) };
}

function messageOf({ id, name, description, ...message }: Values, at: number): SavedMessage {
  return {
    id: id === undefined ? `message-${at + 1}` : String(id),
    name: name === undefined ? `${message.event ?? message.kind}` : String(name),
    ...(description !== undefined && { description: String(description) }),
    message: message as unknown as SavedMessage["message"],
  };
}

/** YAML has no undefined. */
function defined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
