import type { SavedMessage, SavedRequest } from "../../contract/index.js";
import type { Collection, WriteOptions, Written } from "../collection.js";
import { inFolders, type Tree } from "../folders.js";
import { Losses } from "../losses.js";
import type { Json } from "../parse.js";
import { isSocketIo, loseSettings, paramsOf } from "../request-parts.js";
import { variablesWithoutSecrets, withoutSecrets } from "../secrets.js";
import { writeAuthorization, writeFields } from "./fields.js";

/** A collection of version 3, with raw WebSocket and Socket.IO items and their messages. */
export function writePostman3(collection: Collection, options: WriteOptions): Written {
  const losses = new Losses();
  const item = (node: Tree<SavedRequest>): Json =>
    node.kind === "folder"
      ? { type: "folder", name: node.name, items: node.children.map(item) }
      : writeRequest(node.value, losses, options);
  return written(collection, losses, options, {
    info: { ...infoOf(collection), schema: "https://schema.postman.com/json/collection/v3.0.0/" },
    items: inFolders(collection.requests).map(item),
  });
}

/** A collection of version 2.1, which knows neither protocol: WebSockets become GET requests without messages. */
export function writePostman2(collection: Collection, options: WriteOptions): Written {
  const losses = new Losses();
  const item = (node: Tree<SavedRequest>): readonly Json[] => {
    if (node.kind === "folder") return [{ name: node.name, item: node.children.flatMap(item) }];
    return writeVersion2(node.value, losses, options);
  };
  return written(collection, losses, options, {
    info: {
      ...infoOf(collection),
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    item: inFolders(collection.requests).flatMap(item),
  });
}

function written(collection: Collection, losses: Losses, options: WriteOptions, content: Json): Written {
  for (const { name } of collection.environments) losses.add(name, "environmentFile");
  const variable = variablesWithoutSecrets(collection.variables, losses, options).map((one) => ({
    key: one.name,
    value: one.value,
    ...(one.secret === true && { type: "secret" }),
  }));
  const whole = { ...content, ...(variable.length > 0 && { variable }) };
  return {
    files: [
      { path: `${collection.name}.postman_collection.json`, text: `${JSON.stringify(whole, null, 2)}\n` },
    ],
    losses: losses.list,
  };
}

function infoOf({ name, description }: Collection): Json {
  return { name, ...(description !== undefined && { description }) };
}

function writeRequest(saved: SavedRequest, losses: Losses, options: WriteOptions): Json {
  const request = withoutSecrets(saved.request, saved.name, losses, options);
  loseSettings(request, saved.name, losses, ["authorization", "version", "path"]);
  losses.addIf(saved.reactions, saved.name, "reactions");
  losses.addIf(saved.status ?? saved.tags ?? saved.owner, saved.name, "organisation");
  const common = {
    name: saved.name,
    ...(saved.description !== undefined && { description: saved.description }),
    url: request.url,
    headers: writeFields(request.headers),
    queryParams: writeFields(paramsOf(request)),
    ...(request.authorization && { auth: writeAuthorization(request.authorization) }),
  };
  if (!isSocketIo(request)) {
    return {
      type: "ws-raw-request",
      ...common,
      settings: {},
      items: saved.messages.flatMap((one) => writeRawMessage(saved, one, losses)),
    };
  }
  const { version, path } = request;
  if (version === "auto") losses.add(saved.name, "versionDetection");
  return {
    type: "ws-socketio-request",
    ...common,
    path: path ?? "/socket.io",
    settings: { version: String(version === "auto" ? 4 : version) },
    events: (saved.events ?? []).map(({ event, listen }) => ({ name: event, subscribed: listen })),
    items: saved.messages.flatMap((one) => writeSocketIoMessage(saved, one, losses)),
  };
}

function messageHead({ name, description }: SavedMessage): Json {
  return { name, ...(description !== undefined && { description }) };
}

function writeRawMessage(saved: SavedRequest, one: SavedMessage, losses: Losses): readonly Json[] {
  const { message } = one;
  const where = `${saved.name}: ${one.name}`;
  switch (message.kind) {
    case "text":
    case "json":
    case "xml":
    case "html":
      return [
        { type: "ws-raw-message", ...messageHead(one), contentType: message.kind, content: message.body },
      ];
    case "binary": {
      if (message.encoding === "file") {
        losses.add(where, "fileMessage");
        return [];
      }
      const contentType = message.encoding === "hex" ? "hex" : "base64";
      return [{ type: "ws-raw-message", ...messageHead(one), contentType, content: message.body }];
    }
    default:
      losses.add(where, "messageKind", { kind: message.kind });
      return [];
  }
}

function writeSocketIoMessage(saved: SavedRequest, one: SavedMessage, losses: Losses): readonly Json[] {
  const { message } = one;
  const where = `${saved.name}: ${one.name}`;
  if (message.kind !== "event") {
    losses.add(where, "messageKind", { kind: message.kind });
    return [];
  }
  losses.addIf(message.namespace, where, "messageNamespace");
  const args = message.args.map((arg) => {
    if (arg.kind === "binary" && arg.encoding === "file") losses.add(where, "fileArgument");
    const type = arg.kind === "binary" ? (arg.encoding === "hex" ? "hex" : "base64") : arg.kind;
    return { type, content: arg.body };
  });
  return [
    {
      type: "ws-socketio-message",
      ...messageHead(one),
      eventName: message.event,
      acknowledgement: message.ackTimeoutMs !== undefined,
      args,
    },
  ];
}

function writeVersion2(saved: SavedRequest, losses: Losses, options: WriteOptions): readonly Json[] {
  const request = withoutSecrets(saved.request, saved.name, losses, options);
  if (isSocketIo(request)) {
    losses.add(saved.name, "noSocketIo");
    return [];
  }
  loseSettings(request, saved.name, losses, ["authorization"]);
  losses.addIf(saved.messages, saved.name, "messages");
  losses.addIf(saved.reactions, saved.name, "reactions");
  losses.addIf(saved.status ?? saved.tags ?? saved.owner, saved.name, "organisation");
  return [
    {
      name: saved.name,
      request: {
        method: "GET",
        url: { raw: request.url, query: writeFields(paramsOf(request)) },
        header: writeFields(request.headers),
        ...(saved.description !== undefined && { description: saved.description }),
        ...(request.authorization && { auth: writeAuthorization(request.authorization) }),
      },
      response: [],
    },
  ];
}
