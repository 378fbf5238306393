import type { EventArgument, OutgoingMessage, SavedRequest } from "../../contract/index.js";
import type { CollectionRequest, ReadCollection } from "../collection.js";
import { FormatError } from "../errors.js";
import { Losses } from "../losses.js";
import { argumentOf, SavedMessages, webSocketMessage } from "../messages.js";
import { field, withQuery } from "../request-parts.js";
import type { ApiChannel, ApiDescription, ApiMessage, ApiServer } from "./description.js";
import { isBinary, valuesOf } from "./payload-values.js";
import { addressOf, serversOf } from "./servers.js";

/** A request for each channel on each of its servers: what may be sent as messages, what may come as events. */
export function collectionOf(file: string, description: ApiDescription): ReadCollection {
  const losses = new Losses();
  const requests = description.channels.flatMap((channel): readonly CollectionRequest[] => {
    const servers = serversOf(channel, description);
    return servers.map((server) => ({
      folders: servers.length > 1 ? [server.name] : [],
      saved: requestOf(channel, server, losses),
    }));
  });
  if (requests.length === 0) {
    throw new FormatError("FORMAT_EMPTY", `${file} has no channel on a server.`, { file });
  }
  return {
    collection: {
      name: description.title,
      ...(description.description !== undefined && { description: description.description }),
      requests,
      variables: [],
      environments: [],
    },
    losses: losses.list,
  };
}

function requestOf(channel: ApiChannel, server: ApiServer, losses: Losses): SavedRequest {
  const common = {
    ...withQuery(
      addressOf(server, channel),
      channel.query.map(({ name, example, description }) => field(name, example, true, description)),
    ),
    headers: channel.headers.map(({ name, example, description }) => field(name, example, true, description)),
  };
  const messages = new SavedMessages();
  for (const message of channel.messages) {
    if (message.direction === "sent") {
      for (const one of outgoing(message, server)) messages.add(message.name, one, message.description);
    } else if (server.protocol === "websocket") {
      losses.add(channel.name, "incomingMessage", { name: message.name });
    }
  }
  const received = channel.messages.filter(({ direction }) => direction === "received");
  return {
    name: channel.name === "" || channel.name === "/" ? server.name : channel.name.replace(/^\//, ""),
    ...(channel.description !== undefined && { description: channel.description }),
    request:
      server.protocol === "websocket"
        ? { protocol: "websocket", ...common }
        : {
            protocol: "socket.io",
            ...common,
            version: server.version ?? "auto",
            ...(server.path !== undefined && server.path !== "/socket.io" && { path: server.path }),
          },
    messages: messages.list,
    ...(server.protocol === "socket.io" && {
      events: [...new Set(received.map(({ name }) => name))].map((event) => ({ event, listen: true })),
    }),
  };
}

/** One message for each example; without any, one made from the schema. */
function outgoing(message: ApiMessage, server: ApiServer): readonly OutgoingMessage[] {
  const { schemas, examples } = message.payload;
  return valuesOf(message.payload).map((args): OutgoingMessage => {
    if (server.protocol === "websocket") return webSocketOf(message, args[0]);
    const shown = schemas.length === 0 && examples.length === 0 ? [] : args;
    return {
      kind: "event",
      event: message.name,
      args: shown.map((value, place): EventArgument => {
        return isBinary(schemas[place])
          ? { kind: "binary", body: "", encoding: "base64" }
          : argumentOf(value);
      }),
      ...(message.ack !== undefined && { ackTimeoutMs: 5_000 }),
    };
  });
}

function webSocketOf(
  { contentType = "application/json", payload }: ApiMessage,
  value: unknown,
): OutgoingMessage {
  if (isBinary(payload.schemas[0])) return { kind: "binary", body: "", encoding: "base64" };
  if (typeof value === "string" && contentType !== "application/json")
    return webSocketMessage(contentType, value);
  return { kind: "json", body: JSON.stringify(value, null, 2) ?? "null" };
}
