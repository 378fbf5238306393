import type { ListenedEvent, SavedRequest } from "../../contract/index.js";
import type { Collection, CollectionRequest, ReadCollection } from "../collection.js";
import { FormatError } from "../errors.js";
import { Losses } from "../losses.js";
import { eventArgument, SavedMessages, webSocketMessage } from "../messages.js";
import { type Json, object, objects, optionalText, parseObject, type Source, text } from "../parse.js";
import { withQuery } from "../request-parts.js";
import { readAuthorization, readDescription, readFields } from "./fields.js";

/** Reads a collection of version 2.0, 2.1 or 3. HTTP requests in it are counted and passed over. */
export function readPostman(source: Source): ReadCollection {
  const root = parseObject(source);
  const losses = new Losses();
  const requests: CollectionRequest[] = [];
  const info = object(root.info);
  const name = optionalText(info.name) ?? optionalText(root.name) ?? "Postman collection";
  let passedOver = 0;

  const walk = (items: readonly Json[], folders: readonly string[]): void => {
    for (const item of items) {
      const saved = readItem(item, losses);
      if (saved !== undefined) requests.push({ folders, saved });
      else if (isFolder(item)) walk(childrenOf(item), [...folders, nameOf(item)]);
      else passedOver += 1;
    }
  };
  walk(childrenOf(root), []);

  if (requests.length === 0) {
    throw new FormatError("FORMAT_EMPTY", `${source.file} has no WebSocket or Socket.IO request.`, {
      file: source.file,
    });
  }
  if (passedOver > 0) losses.add(name, "otherProtocols", { count: passedOver });
  const description = readDescription(info.description);
  const collection: Collection = {
    name,
    ...(description !== undefined && { description }),
    requests,
    variables: objects(root.variable ?? root.variables).map((row) => ({
      name: text(row.key),
      value: text(row.value),
      ...(row.type === "secret" && { secret: true }),
    })),
    environments: [],
  };
  return { collection, losses: losses.list };
}

/** In version 3 what an item is made of may stand in `payload`. */
function partsOf(item: Json): Json {
  return { ...item, ...object(item.payload) };
}

function typeOf(item: Json): string {
  return text(item.type) || text(item.$kind);
}

function nameOf(item: Json): string {
  return optionalText(item.name) ?? optionalText(item.title) ?? "Unnamed";
}

function childrenOf(item: Json): readonly Json[] {
  return objects(item.items ?? item.item ?? item.children ?? item.messages);
}

function isFolder(item: Json): boolean {
  return item.request === undefined && childrenOf(item).length > 0;
}

function readItem(item: Json, losses: Losses): SavedRequest | undefined {
  switch (typeOf(item)) {
    case "ws-raw-request":
      return readRaw(item);
    case "ws-socketio-request":
      return readSocketIo(item, losses);
    default:
      return readVersion2(item, losses);
  }
}

/** Version 2 knows no WebSocket; what is addressed to one is meant as one. */
function readVersion2(item: Json, losses: Losses): SavedRequest | undefined {
  const request = typeof item.request === "string" ? { url: item.request } : object(item.request);
  const url = object(request.url);
  const address = text(request.url) || text(url.raw);
  if (!/^wss?:\/\//i.test(address)) return undefined;
  const where = nameOf(item);
  losses.addIf(item.event, where, "scripts");
  const authorization = readAuthorization(request.auth);
  const description = readDescription(request.description) ?? readDescription(item.description);
  return {
    name: where,
    ...(description !== undefined && { description }),
    request: {
      protocol: "websocket",
      ...withQuery(address, readFields(url.query)),
      headers: readFields(request.header),
      ...(authorization && { authorization }),
    },
    messages: [],
  };
}

function readCommon(item: Json) {
  const parts = partsOf(item);
  const authorization = readAuthorization(parts.auth);
  const description = readDescription(parts.description);
  return {
    parts,
    head: { name: nameOf(item), ...(description !== undefined && { description }) },
    common: {
      ...withQuery(text(parts.url) || text(object(parts.url).raw), readFields(parts.queryParams)),
      headers: readFields(parts.headers),
      ...(authorization && { authorization }),
    },
  };
}

function readRaw(item: Json): SavedRequest {
  const { head, common } = readCommon(item);
  const messages = new SavedMessages();
  for (const child of childrenOf(item)) {
    const parts = partsOf(child);
    messages.add(
      optionalText(child.name) ?? text(child.title),
      webSocketMessage(typeOfContent(parts), text(parts.content)),
      readDescription(parts.description),
    );
  }
  return { ...head, request: { protocol: "websocket", ...common }, messages: messages.list };
}

/** A message's own `type` says what it is in the tree; the content's stands beside it. */
function typeOfContent(parts: Json): string {
  const type = text(parts.contentType) || text(object(parts.payload).type) || text(parts.type);
  return type === "ws-raw-message" ? "text" : type;
}

function readSocketIo(item: Json, losses: Losses): SavedRequest {
  const { parts, head, common } = readCommon(item);
  const messages = new SavedMessages();
  for (const child of childrenOf(item)) {
    const message = partsOf(child);
    const asksAck = message.acknowledgement === true || object(message.settings).acknowledgement === true;
    messages.add(
      optionalText(child.name) ?? text(child.title),
      {
        kind: "event",
        event: optionalText(message.eventName) ?? "message",
        args: objects(message.args).map((arg) => eventArgument(text(arg.type), text(arg.content))),
        ...(asksAck && { ackTimeoutMs: 5_000 }),
      },
      readDescription(message.description),
    );
  }
  const version = text(object(parts.settings).version);
  const path = optionalText(parts.path) ?? optionalText(object(parts.settings).path);
  losses.addIf(object(parts.settings).reconnect, head.name, "reconnection");
  return {
    ...head,
    request: {
      protocol: "socket.io",
      ...common,
      version: version === "2" ? 2 : version === "3" ? 3 : version === "4" ? 4 : "auto",
      ...(path !== undefined && { path }),
    },
    messages: messages.list,
    events: readEvents(parts.events),
  };
}

function readEvents(value: unknown): readonly ListenedEvent[] {
  return objects(value)
    .map((row) => ({
      event: text(row.name) || text(row.eventName) || text(row.key),
      listen: row.subscribed !== false && row.enabled !== false && row.listen !== false,
    }))
    .filter(({ event }) => event !== "");
}
