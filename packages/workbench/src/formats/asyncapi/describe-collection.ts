import type { OutgoingMessage, SavedMessage, SavedRequest } from "../../contract/index.js";
import type { Collection, WriteOptions } from "../collection.js";
import type { Losses } from "../losses.js";
import type { Json } from "../parse.js";
import { isEnabled, isSocketIo, loseSettings, paramsOf } from "../request-parts.js";
import { withoutSecrets } from "../secrets.js";
import type { ApiChannel, ApiDescription, ApiMessage, ApiPayload, ApiServer } from "./description.js";
import { inferArguments } from "./infer-schema.js";
import { Servers, splitAddress } from "./servers.js";

/** The API that a collection's requests speak to, from the client's side: what is sent, what is listened to. */
export function describeCollection(
  collection: Collection,
  losses: Losses,
  options: WriteOptions,
): ApiDescription {
  const servers = new Servers();
  const channels = collection.requests.map(({ folders, saved }) => {
    losses.addIf(folders, saved.name, "folder");
    return describeRequest(saved, servers, losses, options);
  });
  for (const { name } of collection.environments) losses.add(name, "environment");
  return {
    title: collection.name,
    version: "1.0.0",
    ...(collection.description !== undefined && { description: collection.description }),
    servers: servers.list,
    channels,
  };
}

function describeRequest(
  saved: SavedRequest,
  servers: Servers,
  losses: Losses,
  options: WriteOptions,
): ApiChannel {
  const request = withoutSecrets(saved.request, saved.name, losses, options);
  loseSettings(request, saved.name, losses, ["version", "path"]);
  losses.addIf(saved.reactions, saved.name, "reactions");
  losses.addIf(saved.status ?? saved.tags ?? saved.owner, saved.name, "organisation");
  const { base, path } = splitAddress(request.url);
  const server: Omit<ApiServer, "name"> = isSocketIo(request)
    ? {
        url: base,
        protocol: "socket.io",
        ...(request.version !== "auto" && { version: request.version }),
        ...(request.path !== undefined && { path: request.path }),
      }
    : { url: base, protocol: "websocket" };
  return {
    name: saved.name,
    address: path,
    ...(saved.description !== undefined && { description: saved.description }),
    servers: [servers.nameOf(server)],
    query: paramsOf(request).filter(isEnabled).map(parameterOf),
    headers: (request.headers ?? []).filter(isEnabled).map(parameterOf),
    messages: [
      ...saved.messages.flatMap((one) => describeMessage(saved, one, losses)),
      ...(saved.events ?? []).map(({ event }) => describeEvent(event)),
    ],
  };
}

function parameterOf({
  name,
  value,
  description,
}: {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}) {
  return { name, example: value, ...(description !== undefined && { description }) };
}

/** An event that is listened to; what it carries is not known. */
function describeEvent(event: string): ApiMessage {
  return { name: event, direction: "received", payload: { schemas: [{}], examples: [] } };
}

function describeMessage(saved: SavedRequest, one: SavedMessage, losses: Losses): readonly ApiMessage[] {
  const { message } = one;
  const common = {
    direction: "sent",
    ...(one.description !== undefined && { description: one.description }),
  } as const;
  const where = `${saved.name}: ${one.name}`;
  switch (message.kind) {
    case "event": {
      losses.addIf(message.namespace, where, "messageNamespace");
      const args = message.args.map((arg) => describeValue(arg, where, losses));
      return [
        {
          ...common,
          name: message.event,
          payload: payloadOf(args),
          ...(message.ackTimeoutMs !== undefined && { ack: { schemas: [], examples: [] } }),
        },
      ];
    }
    case "text":
    case "json":
    case "xml":
    case "html":
    case "binary": {
      const payload =
        message.kind === "binary"
          ? { schemas: [{ type: "string", format: "binary" }], examples: [] }
          : payloadOf([describeValue(message, where, losses)]);
      return [{ ...common, name: one.name, contentType: contentTypeOf(message), payload }];
    }
    default:
      losses.add(where, "messageKind", { kind: message.kind });
      return [];
  }
}

function payloadOf(args: readonly Described[]): ApiPayload {
  const inferred = inferArguments([args.map(({ example }) => example)]);
  return {
    schemas: args.map(({ schema }, place) => schema ?? inferred[place] ?? {}),
    examples: args.every(({ schema }) => schema === undefined) ? [args.map(({ example }) => example)] : [],
  };
}

interface Described {
  readonly example: unknown;
  /** Where the example says less than is known. */
  readonly schema?: Json;
}

function describeValue(
  { kind, body }: { readonly kind: string; readonly body: string },
  where: string,
  losses: Losses,
): Described {
  if (kind === "binary") return { example: undefined, schema: { type: "string", format: "binary" } };
  if (kind !== "json") return { example: body };
  try {
    return { example: JSON.parse(body) };
  } catch {
    losses.add(where, "exampleWithVariables");
    return { example: undefined, schema: {} };
  }
}

function contentTypeOf(message: OutgoingMessage): string {
  switch (message.kind) {
    case "json":
      return "application/json";
    case "xml":
      return "application/xml";
    case "html":
      return "text/html";
    case "binary":
      return "application/octet-stream";
    default:
      return "text/plain";
  }
}
