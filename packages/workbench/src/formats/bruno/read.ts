import type { Authorization, Field, SavedRequest } from "../../contract/index.js";
import type { CollectionEnvironment, CollectionRequest, ReadCollection } from "../collection.js";
import { FormatError } from "../errors.js";
import { Losses } from "../losses.js";
import { SavedMessages, webSocketMessage } from "../messages.js";
import { optionalText, parseObject, type Source } from "../parse.js";
import { bearer, field, withQuery } from "../request-parts.js";
import { type BruBlock, type BruPair, parseBru } from "./bru.js";

/**
 * Reads a Bruno collection: `bruno.json`, `*.bru` in folders, `environments/*.bru`. File names are relative
 * to the collection, with `/`. One `.bru` file alone is a collection of one request.
 */
export function readBruno(sources: readonly Source[]): ReadCollection {
  const losses = new Losses();
  const requests: { readonly order: number; readonly request: CollectionRequest }[] = [];
  const environments: CollectionEnvironment[] = [];
  const [first] = sources;
  let name = "Bruno collection";
  let passedOver = 0;
  for (const source of sources) {
    const { file } = source;
    if (file === "bruno.json") {
      name = optionalText(parseObject(source).name) ?? name;
      continue;
    }
    if (!file.endsWith(".bru") || /(^|\/)(folder|collection)\.bru$/.test(file)) continue;
    const blocks = parseBru(file, source.text);
    if (file.startsWith("environments/")) {
      environments.push(readEnvironment(baseName(file), blocks));
      continue;
    }
    if (!blocks.some((block) => block.tag === "ws")) {
      passedOver += 1;
      continue;
    }
    const order = Number(valueIn(blocks, "meta", "seq") ?? 0);
    const saved = readRequest(baseName(file), blocks, losses);
    requests.push({ order, request: { folders: file.split("/").slice(0, -1), saved } });
  }
  if (requests.length === 0) {
    const file = first?.file ?? "";
    throw new FormatError("FORMAT_EMPTY", `${file} has no WebSocket request.`, { file });
  }
  if (passedOver > 0) losses.add(name, "otherProtocols", { count: passedOver });
  requests.sort((a, b) => a.order - b.order);
  return {
    collection: { name, requests: requests.map(({ request }) => request), variables: [], environments },
    losses: losses.list,
  };
}

const baseName = (file: string) => (file.split("/").at(-1) ?? file).replace(/\.bru$/, "");

function pairsOf(blocks: readonly BruBlock[], tag: string): readonly BruPair[] {
  const block = blocks.find((one) => one.tag === tag);
  return block?.kind === "pairs" ? block.pairs : [];
}

function valueIn(blocks: readonly BruBlock[], tag: string, name: string): string | undefined {
  return pairsOf(blocks, tag).find((pair) => pair.name === name)?.value;
}

function fieldsOf(blocks: readonly BruBlock[], tag: string): readonly Field[] {
  return pairsOf(blocks, tag).map(({ name, value, enabled }) => field(name, value, enabled));
}

function readRequest(fileName: string, blocks: readonly BruBlock[], losses: Losses): SavedRequest {
  const name = valueIn(blocks, "meta", "name") ?? fileName;
  const docs = blocks.find((block) => block.tag === "docs");
  const tags = listOf(blocks, "meta", "tags");
  const authorization = readAuthorization(blocks);
  const messages = new SavedMessages();
  for (const block of blocks) {
    if (block.tag.startsWith("script:") || block.tag === "tests" || block.tag === "assert") {
      losses.add(name, "scripts");
    }
    if (block.tag !== "body:ws" || block.kind !== "pairs") continue;
    const value = (key: string) => block.pairs.find((pair) => pair.name === key)?.value ?? "";
    messages.add(value("name"), webSocketMessage(value("type"), value("content")));
  }
  return {
    name,
    ...(docs?.kind === "text" && { description: docs.text }),
    ...(tags.length > 0 && { tags }),
    request: {
      protocol: "websocket",
      ...withQuery(valueIn(blocks, "ws", "url") ?? "", fieldsOf(blocks, "params:query")),
      headers: fieldsOf(blocks, "headers"),
      ...(authorization && { authorization }),
    },
    messages: messages.list,
  };
}

/** `tags: [one, two]` on a line. */
function listOf(blocks: readonly BruBlock[], tag: string, name: string): readonly string[] {
  const value = valueIn(blocks, tag, name)?.trim() ?? "";
  if (!value.startsWith("[")) return [];
  return value
    .slice(1, -1)
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function readAuthorization(blocks: readonly BruBlock[]): Authorization | undefined {
  const token = valueIn(blocks, "auth:bearer", "token");
  if (token !== undefined) return bearer(token);
  const username = valueIn(blocks, "auth:basic", "username");
  if (username === undefined) return undefined;
  return { type: "basic", username, password: valueIn(blocks, "auth:basic", "password") ?? "" };
}

function readEnvironment(name: string, blocks: readonly BruBlock[]): CollectionEnvironment {
  const secrets = blocks.find((block) => block.tag === "vars:secret");
  return {
    name,
    variables: [
      ...pairsOf(blocks, "vars").map((pair) => ({ name: pair.name, value: pair.value })),
      ...(secrets?.kind === "list"
        ? secrets.items.map((item) => ({ name: item, value: "", secret: true }))
        : []),
    ],
  };
}
