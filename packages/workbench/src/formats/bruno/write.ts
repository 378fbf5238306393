import type { Field, SavedRequest } from "../../contract/index.js";
import type { Collection, WriteOptions, Written, WrittenFile } from "../collection.js";
import { fileNameOf, UniquePaths } from "../file-names.js";
import { Losses } from "../losses.js";
import { isSocketIo, loseSettings, paramsOf } from "../request-parts.js";
import { withoutSecrets } from "../secrets.js";
import { type BruBlock, type BruPair, writeBru } from "./bru.js";

/** A Bruno collection. Bruno knows no Socket.IO; its secret variables have names and no values. */
export function writeBruno(collection: Collection, options: WriteOptions): Written {
  const losses = new Losses();
  const paths = new UniquePaths();
  const files: WrittenFile[] = [
    {
      path: "bruno.json",
      text: `${JSON.stringify({ version: "1", name: collection.name, type: "collection" }, null, 2)}\n`,
    },
  ];
  losses.addIf(collection.description, collection.name, "collectionDescription");
  collection.requests.forEach(({ folders, saved }, index) => {
    const blocks = writeRequest(saved, index + 1, losses, options);
    if (blocks === undefined) return;
    const path = [...folders.map(fileNameOf), fileNameOf(saved.name)].join("/");
    files.push({ path: paths.take(path, ".bru"), text: writeBru(blocks) });
  });
  const all = [
    ...(collection.variables.length > 0 ? [{ name: "project", variables: collection.variables }] : []),
    ...collection.environments,
  ];
  for (const { name, variables } of all) {
    for (const variable of variables) {
      if (variable.secret) losses.add(variable.name, "secretValue");
    }
    files.push({
      path: `environments/${fileNameOf(name)}.bru`,
      text: writeBru([
        pairs("vars", variables.filter(({ secret }) => secret !== true).map(pairOf)),
        ...listBlock(
          "vars:secret",
          variables.filter(({ secret }) => secret === true).map((one) => one.name),
        ),
      ]),
    });
  }
  return { files, losses: losses.list };
}

function pairs(tag: string, list: readonly BruPair[]): BruBlock {
  return { tag, kind: "pairs", pairs: list };
}

function pairOf({ name, value }: { readonly name: string; readonly value: string }): BruPair {
  return { name, value, enabled: true };
}

function listBlock(tag: string, items: readonly string[]): readonly BruBlock[] {
  return items.length === 0 ? [] : [{ tag, kind: "list", items }];
}

function fieldsBlock(tag: string, rows: readonly Field[]): readonly BruBlock[] {
  if (rows.length === 0) return [];
  const list = rows.map(({ name, value, enabled }) => ({ name, value, enabled: enabled !== false }));
  return [pairs(tag, list)];
}

function writeRequest(
  saved: SavedRequest,
  order: number,
  losses: Losses,
  options: WriteOptions,
): readonly BruBlock[] | undefined {
  const { name } = saved;
  const request = withoutSecrets(saved.request, name, losses, options);
  if (isSocketIo(request)) {
    losses.add(name, "noSocketIo");
    return undefined;
  }
  loseSettings(request, name, losses, ["authorization"]);
  losses.addIf(saved.reactions, name, "reactions");
  losses.addIf(saved.status ?? saved.owner, name, "organisation");
  const { authorization } = request;
  const tags = saved.tags ?? [];
  return [
    pairs("meta", [
      ...Object.entries({ name, type: "ws", seq: String(order) }).map(([key, value]) =>
        pairOf({ name: key, value }),
      ),
      ...(tags.length > 0 ? [pairOf({ name: "tags", value: `[${tags.join(", ")}]` })] : []),
    ]),
    pairs("ws", [
      pairOf({ name: "url", value: request.url }),
      pairOf({ name: "body", value: "ws" }),
      pairOf({ name: "auth", value: authorization?.type ?? "none" }),
    ]),
    ...fieldsBlock("params:query", paramsOf(request)),
    ...fieldsBlock("headers", request.headers ?? []),
    ...(authorization
      ? [
          pairs(
            `auth:${authorization.type}`,
            Object.entries(authorization)
              .filter(([key]) => key !== "type")
              .map(([key, value]) => pairOf({ name: key, value })),
          ),
        ]
      : []),
    ...saved.messages.flatMap((one) => writeMessage(saved, one, losses)),
    ...(saved.description === undefined
      ? []
      : [{ tag: "docs", kind: "text", text: saved.description } as const]),
  ];
}

function writeMessage(
  saved: SavedRequest,
  one: SavedRequest["messages"][number],
  losses: Losses,
): readonly BruBlock[] {
  const { message } = one;
  const where = `${saved.name}: ${one.name}`;
  losses.addIf(one.description, where, "messageDescription");
  if (message.kind !== "text" && message.kind !== "json" && message.kind !== "xml") {
    losses.add(where, "messageKind", { kind: message.kind });
    return [];
  }
  return [
    pairs("body:ws", [
      pairOf({ name: "name", value: one.name }),
      pairOf({ name: "type", value: message.kind }),
      pairOf({ name: "content", value: message.body }),
    ]),
  ];
}
