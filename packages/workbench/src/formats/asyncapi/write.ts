import { stringify } from "yaml";
import type { Loss } from "../../contract/index.js";
import type { Written } from "../collection.js";
import { fileNameOf } from "../file-names.js";
import type { Json } from "../parse.js";
import type { ApiChannel, ApiDescription, ApiMessage, ApiParameter, ApiServer } from "./description.js";
import { writeArguments, writeExample } from "./payload-schema.js";

/** An AsyncAPI 2.6 document. What a client may send is the described application's `publish`. */
export function writeAsyncApi2(description: ApiDescription, losses: readonly Loss[]): Written {
  const messages = new MessageNames();
  const channels = description.channels.map((channel) => {
    const operation = (direction: ApiMessage["direction"], verb: string) => {
      const refs = channel.messages
        .filter((message) => message.direction === direction)
        .map((message) => ({ $ref: `#/components/messages/${messages.nameOf(channel, message)}` }));
      if (refs.length === 0) return {};
      return {
        [verb]: {
          operationId: `${verb}-${idOf(channel.name)}`,
          message: refs.length === 1 ? refs[0] : { oneOf: refs },
        },
      };
    };
    const body = {
      ...(channel.description !== undefined && { description: channel.description }),
      ...(channel.servers.length > 0 && { servers: channel.servers }),
      ...bindingsOf(channel),
      ...operation("sent", "publish"),
      ...operation("received", "subscribe"),
    };
    return [toExpressions(channel.address), body] as const;
  });
  return written(description, losses, {
    asyncapi: "2.6.0",
    info: infoOf(description),
    servers: Object.fromEntries(
      description.servers.map((server) => {
        const { host, pathname } = partsOf(server.url);
        return [server.name, { url: `${schemeOf(server)}://${host}${pathname}`, ...serverBody(server) }];
      }),
    ),
    channels: mergeByKey(channels),
    components: { messages: messages.components },
  });
}

/** An AsyncAPI 3.0 document. An operation's action is the described application's own. */
export function writeAsyncApi3(description: ApiDescription, losses: readonly Loss[]): Written {
  const messages = new MessageNames();
  const channels: Record<string, Json> = {};
  const operations: Record<string, Json> = {};
  for (const channel of description.channels) {
    const id = freeKey(channels, idOf(channel.name));
    const refs = new Map(channel.messages.map((message) => [message, messages.nameOf(channel, message)]));
    channels[id] = {
      address: toExpressions(channel.address),
      ...(channel.description !== undefined && { description: channel.description }),
      ...(channel.servers.length > 0 && {
        servers: channel.servers.map((name) => ({ $ref: `#/servers/${name}` })),
      }),
      messages: Object.fromEntries(
        [...refs.values()].map((name) => [name, { $ref: `#/components/messages/${name}` }]),
      ),
      ...bindingsOf(channel),
    };
    for (const [direction, action] of [
      ["sent", "receive"],
      ["received", "send"],
    ] as const) {
      const names = [...refs].filter(([message]) => message.direction === direction).map(([, name]) => name);
      if (names.length === 0) continue;
      operations[`${action}-${id}`] = {
        action,
        channel: { $ref: `#/channels/${id}` },
        messages: names.map((name) => ({ $ref: `#/channels/${id}/messages/${name}` })),
      };
    }
  }
  return written(description, losses, {
    asyncapi: "3.0.0",
    info: infoOf(description),
    servers: Object.fromEntries(
      description.servers.map((server) => {
        const { host, pathname } = partsOf(server.url);
        return [server.name, { host, ...(pathname !== "" && { pathname }), ...serverBody(server) }];
      }),
    ),
    channels,
    operations,
    components: { messages: messages.components },
  });
}

function written(description: ApiDescription, losses: readonly Loss[], document: Json): Written {
  return {
    files: [
      {
        path: `${fileNameOf(description.title)}.asyncapi.yaml`,
        text: stringify(document, { aliasDuplicateObjects: false }),
      },
    ],
    losses,
  };
}

function infoOf({ title, version, description }: ApiDescription): Json {
  return { title, version, ...(description !== undefined && { description }) };
}

/** Variables are written in single braces there. */
function toExpressions(text: string): string {
  return text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, "{$1}");
}

function partsOf(url: string): { readonly host: string; readonly pathname: string } {
  const rest = toExpressions(url).replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const slash = rest.indexOf("/");
  return slash < 0
    ? { host: rest, pathname: "" }
    : { host: rest.slice(0, slash), pathname: rest.slice(slash) };
}

function schemeOf({ url }: ApiServer): "ws" | "wss" {
  return /^(wss|https):/i.test(url) ? "wss" : "ws";
}

function serverBody(server: ApiServer): Json {
  const names = [...toExpressions(server.url).matchAll(/\{([\w.-]+)\}/g)].map(([, name]) => name ?? "");
  return {
    protocol: schemeOf(server),
    ...(names.length > 0 && {
      variables: Object.fromEntries(names.map((name) => [name, { description: `The variable ${name}.` }])),
    }),
    ...(server.protocol === "socket.io" && {
      "x-socketio": {
        ...(server.version !== undefined && { version: server.version }),
        path: server.path ?? "/socket.io",
      },
    }),
  };
}

/** The ws binding 0.1.0: what the handshake carries. */
function bindingsOf({ query, headers }: ApiChannel): Json {
  if (query.length === 0 && headers.length === 0) return {};
  return {
    bindings: {
      ws: {
        method: "GET",
        ...(query.length > 0 && { query: parametersOf(query) }),
        ...(headers.length > 0 && { headers: parametersOf(headers) }),
        bindingVersion: "0.1.0",
      },
    },
  };
}

function parametersOf(parameters: readonly ApiParameter[]): Json {
  const properties = parameters.map(({ name, example, description }) => [
    name,
    {
      type: "string",
      ...(description !== undefined && { description }),
      ...(example !== "" && { examples: [example] }),
    },
  ]);
  return { type: "object", properties: Object.fromEntries(properties) };
}

/** Messages under `components`, each with a key that the document allows. */
class MessageNames {
  readonly components: Record<string, Json> = {};

  nameOf(channel: ApiChannel, message: ApiMessage): string {
    const key = freeKey(this.components, idOf(`${channel.name}-${message.direction}-${message.name}`));
    this.components[key] = messageBody(message);
    return key;
  }
}

function messageBody({ name, description, contentType, payload, ack }: ApiMessage): Json {
  const schema = writeArguments(payload);
  return {
    name,
    ...(description !== undefined && { description }),
    ...(contentType !== undefined && { contentType }),
    ...(schema !== undefined && { payload: schema }),
    ...(payload.examples.length > 0 &&
      schema !== undefined && {
        examples: payload.examples.map((example) => ({ payload: writeExample(payload, example) })),
      }),
    ...(ack !== undefined && { "x-ack": { args: writeArguments(ack) ?? { type: "array", maxItems: 0 } } }),
  };
}

function idOf(name: string): string {
  const id = name.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return id === "" ? "main" : id;
}

function freeKey(taken: Readonly<Record<string, unknown>>, key: string): string {
  let free = key;
  for (let number = 2; Object.hasOwn(taken, free); number++) free = `${key}-${number}`;
  return free;
}

/** Version 2 has one channel an address: two requests to one become one channel. */
function mergeByKey(channels: readonly (readonly [string, Json])[]): Json {
  const merged: Record<string, Json> = {};
  for (const [address, body] of channels) {
    const known = merged[address];
    if (known === undefined) {
      merged[address] = body;
      continue;
    }
    merged[address] = { ...body, ...known, ...mergeOperations(known, body) };
  }
  return merged;
}

function mergeOperations(one: Json, other: Json): Json {
  const entries = ["publish", "subscribe"].flatMap((verb): readonly (readonly [string, Json])[] => {
    const operations = [one[verb], other[verb]].filter((operation) => operation !== undefined) as Json[];
    if (operations.length < 2) return operations.map((operation) => [verb, operation]);
    const refs = operations.flatMap(({ message }) => {
      const { oneOf } = message as Json;
      return Array.isArray(oneOf) ? oneOf : [message];
    });
    return [[verb, { ...operations[0], message: { oneOf: refs } }]];
  });
  return Object.fromEntries(entries);
}
