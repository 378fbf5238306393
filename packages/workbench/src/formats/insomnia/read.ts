import type { EnvironmentVariable } from "../../contract/index.js";
import type { Collection, CollectionEnvironment, CollectionRequest, ReadCollection } from "../collection.js";
import { FormatError } from "../errors.js";
import { Losses } from "../losses.js";
import {
  isObject,
  type Json,
  object,
  objects,
  optionalText,
  parseObject,
  type Source,
  text,
} from "../parse.js";
import { readRequest } from "./request.js";
import { fromTemplates, inTexts } from "./templates.js";

/** Reads an export of version 4 (JSON) or 5 (YAML). Other requests in it are counted and passed over. */
export function readInsomnia(source: Source): ReadCollection {
  const root = inTexts(parseObject(source), fromTemplates);
  const read = root._type === "export" ? readVersion4(root, source.file) : readVersion5(root);
  if (read.collection.requests.length === 0) {
    throw new FormatError("FORMAT_EMPTY", `${source.file} has no WebSocket or Socket.IO request.`, {
      file: source.file,
    });
  }
  return read;
}

/** A flat list whose members name their parents. */
function readVersion4(root: Json, file: string): ReadCollection {
  const version = root.__export_format;
  if (version !== 4) {
    throw new FormatError(
      "FORMAT_VERSION",
      `${file} is an Insomnia export of version ${version}; 4 and 5 are read.`,
      {
        file,
        version: text(version),
      },
    );
  }
  const losses = new Losses();
  const resources = objects(root.resources);
  const byId = new Map(resources.map((resource) => [text(resource._id), resource]));
  const childrenOf = (id: string, type: string) =>
    resources.filter((one) => one.parentId === id && one._type === type);
  const foldersOf = (resource: Json): readonly string[] => {
    const parent = byId.get(text(resource.parentId));
    return parent?._type === "request_group" ? [...foldersOf(parent), text(parent.name)] : [];
  };
  const requests: CollectionRequest[] = [];
  let passedOver = 0;
  for (const resource of resources) {
    const id = text(resource._id);
    if (resource._type === "websocket_request") {
      const saved = readRequest(resource, "websocket", childrenOf(id, "websocket_payload"));
      requests.push({ folders: foldersOf(resource), saved });
    } else if (resource._type === "socketio_request") {
      const saved = readRequest(resource, "socket.io", childrenOf(id, "socketio_payload"));
      requests.push({ folders: foldersOf(resource), saved });
    } else if (resource._type === "request" || resource._type === "grpc_request") {
      passedOver += 1;
    }
  }
  const workspace = resources.find((one) => one._type === "workspace");
  const name = optionalText(workspace?.name) ?? "Insomnia collection";
  if (passedOver > 0) losses.add(name, "otherProtocols", { count: passedOver });
  const base = resources.find(
    (one) => one._type === "environment" && byId.get(text(one.parentId))?._type === "workspace",
  );
  const description = optionalText(workspace?.description);
  return {
    collection: {
      name,
      ...(description !== undefined && { description }),
      requests,
      variables: variablesOf(base?.data),
      environments: (base ? childrenOf(text(base._id), "environment") : []).map(environmentOf),
    },
    losses: losses.list,
  };
}

/** A tree, as the application shows it. */
function readVersion5(root: Json): ReadCollection {
  const losses = new Losses();
  const requests: CollectionRequest[] = [];
  let passedOver = 0;
  const walk = (nodes: readonly Json[], folders: readonly string[]): void => {
    for (const node of nodes) {
      const id = text(object(node.meta).id);
      if (Array.isArray(node.children)) walk(objects(node.children), [...folders, text(node.name)]);
      else if (id.startsWith("ws-req") || /^wss?:/i.test(text(node.url))) {
        requests.push({ folders, saved: readRequest(node, "websocket", objects(node.payloads)) });
      } else if (id.startsWith("socketio-req") || node.eventListeners !== undefined) {
        requests.push({ folders, saved: readRequest(node, "socket.io", objects(node.payloads)) });
      } else passedOver += 1;
    }
  };
  walk(objects(root.collection), []);
  const name = optionalText(root.name) ?? "Insomnia collection";
  if (passedOver > 0) losses.add(name, "otherProtocols", { count: passedOver });
  const environments = object(root.environments);
  const description = optionalText(object(root.meta).description);
  const collection: Collection = {
    name,
    ...(description !== undefined && { description }),
    requests,
    variables: variablesOf(environments.data),
    environments: objects(environments.subEnvironments).map(environmentOf),
  };
  return { collection, losses: losses.list };
}

function environmentOf(environment: Json): CollectionEnvironment {
  return {
    name: optionalText(environment.name) ?? "environment",
    variables: variablesOf(environment.data),
  };
}

/** Objects become names with dots, as templates address their members. */
function variablesOf(data: unknown, prefix = ""): readonly EnvironmentVariable[] {
  return Object.entries(object(data)).flatMap(([key, value]): readonly EnvironmentVariable[] => {
    const name = prefix + key;
    if (isObject(value)) return variablesOf(value, `${name}.`);
    return [{ name, value: typeof value === "string" ? value : JSON.stringify(value) }];
  });
}
