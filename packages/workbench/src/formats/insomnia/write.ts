import { stringify } from "yaml";
import type { EnvironmentVariable, SavedRequest } from "../../contract/index.js";
import type { Collection, WriteOptions, Written } from "../collection.js";
import { inFolders, type Tree } from "../folders.js";
import { Losses } from "../losses.js";
import type { Json } from "../parse.js";
import { variablesWithoutSecrets, withoutSecrets } from "../secrets.js";
import { writePayload, writeRequest } from "./request.js";
import { inTexts, toTemplates } from "./templates.js";

/** An export of version 4: a flat list whose members name their parents. */
export function writeInsomnia4(collection: Collection, options: WriteOptions): Written {
  const losses = new Losses();
  const ids = new Ids();
  const workspace = ids.next("wrk");
  const resources: Json[] = [
    { _id: workspace, _type: "workspace", parentId: null, scope: "collection", ...namesOf(collection) },
  ];
  const add = (parentId: string) => (node: Tree<SavedRequest>) => {
    if (node.kind === "folder") {
      const _id = ids.next("fld");
      resources.push({ _id, _type: "request_group", parentId, name: node.name });
      node.children.forEach(add(_id));
      return;
    }
    const saved = node.value;
    const request = withoutSecrets(saved.request, saved.name, losses, options);
    const isWebSocket = request.protocol === "websocket";
    const _id = ids.next(isWebSocket ? "ws-req" : "socketio-req");
    const _type = isWebSocket ? "websocket_request" : "socketio_request";
    resources.push({
      _id,
      _type,
      parentId,
      ...writeRequest(saved, request, losses),
      ...(saved.description !== undefined && { description: saved.description }),
    });
    for (const one of saved.messages) {
      const payload = writePayload(saved, one, losses);
      if (payload === undefined) continue;
      const type = isWebSocket ? "websocket_payload" : "socketio_payload";
      resources.push({
        _id: ids.next(isWebSocket ? "ws-payload" : "socketio-payload"),
        _type: type,
        parentId: _id,
        ...payload,
      });
    }
  };
  inFolders(collection.requests).forEach(add(workspace));
  const base = ids.next("env");
  resources.push({
    _id: base,
    _type: "environment",
    parentId: workspace,
    name: "Base Environment",
    data: dataOf(collection.variables, losses, options),
  });
  for (const { name, variables } of collection.environments) {
    const data = dataOf(variables, losses, options);
    resources.push({ _id: ids.next("env"), _type: "environment", parentId: base, name, data });
  }
  const whole = {
    _type: "export",
    __export_format: 4,
    __export_source: "signalbox",
    resources: inTexts(resources, toTemplates),
  };
  return {
    files: [{ path: `${collection.name}.insomnia.json`, text: `${JSON.stringify(whole, null, 2)}\n` }],
    losses: losses.list,
  };
}

/** An export of version 5: a tree in YAML. */
export function writeInsomnia5(collection: Collection, options: WriteOptions): Written {
  const losses = new Losses();
  const ids = new Ids();
  const write = (node: Tree<SavedRequest>): Json => {
    if (node.kind === "folder") {
      return { name: node.name, meta: { id: ids.next("fld") }, children: node.children.map(write) };
    }
    const saved = node.value;
    const request = withoutSecrets(saved.request, saved.name, losses, options);
    const id = ids.next(request.protocol === "websocket" ? "ws-req" : "socketio-req");
    const payloads = saved.messages.flatMap((one) => writePayload(saved, one, losses) ?? []);
    return {
      ...writeRequest(saved, request, losses),
      meta: { id, ...(saved.description !== undefined && { description: saved.description }) },
      ...(payloads.length > 0 && { payloads }),
    };
  };
  const whole = {
    type: "collection.insomnia.rest/5.0",
    name: collection.name,
    meta: {
      id: ids.next("wrk"),
      ...(collection.description !== undefined && { description: collection.description }),
    },
    collection: inFolders(collection.requests).map(write),
    environments: {
      name: "Base Environment",
      meta: { id: ids.next("env") },
      data: dataOf(collection.variables, losses, options),
      subEnvironments: collection.environments.map(({ name, variables }) => ({
        name,
        meta: { id: ids.next("env") },
        data: dataOf(variables, losses, options),
      })),
    },
  };
  return {
    files: [{ path: `${collection.name}.insomnia.yaml`, text: stringify(inTexts(whole, toTemplates)) }],
    losses: losses.list,
  };
}

/** The same for the same collection, so that a second export differs in nothing. */
class Ids {
  #last = 0;

  next(prefix: string): string {
    this.#last += 1;
    return `${prefix}_${String(this.#last).padStart(32, "0")}`;
  }
}

function namesOf({ name, description }: Collection): Json {
  return { name, ...(description !== undefined && { description }) };
}

function dataOf(variables: readonly EnvironmentVariable[], losses: Losses, options: WriteOptions): Json {
  const shown = variablesWithoutSecrets(variables, losses, options);
  return Object.fromEntries(shown.map(({ name, value }) => [name, value]));
}
