import type {
  Authorization,
  ConnectionRequest,
  Field,
  ListenedEvent,
  SavedMessage,
  SavedRequest,
} from "../../contract/index.js";
import type { Losses } from "../losses.js";
import { eventArgument, SavedMessages, webSocketMessage } from "../messages.js";
import { type Json, object, objects, optionalText, text } from "../parse.js";
import { bearer, field, isSocketIo, loseSettings, paramsOf, withQuery } from "../request-parts.js";

/** A request as both versions of the format describe it, with its payloads. */
export function readRequest(
  request: Json,
  protocol: "websocket" | "socket.io",
  payloads: readonly Json[],
): SavedRequest {
  const authorization = readAuthorization(request.authentication);
  const description = optionalText(request.description) ?? optionalText(object(request.meta).description);
  const common = {
    ...withQuery(text(request.url), readFields(request.parameters)),
    headers: readFields(request.headers),
    ...(authorization && { authorization }),
  };
  const path = optionalText(request.path);
  return {
    name: optionalText(request.name) ?? "Unnamed",
    ...(description !== undefined && { description }),
    request:
      protocol === "websocket"
        ? { protocol, ...common }
        : { protocol, ...common, version: "auto", ...(path !== undefined && { path }) },
    messages: readPayloads(payloads, protocol),
    ...(protocol === "socket.io" && { events: readEvents(request.eventListeners) }),
  };
}

function readFields(value: unknown): readonly Field[] {
  return objects(value)
    .filter((row) => text(row.name) !== "")
    .map((row) =>
      field(text(row.name), text(row.value), row.disabled !== true, optionalText(row.description)),
    );
}

function readAuthorization(value: unknown): Authorization | undefined {
  const auth = object(value);
  if (auth.disabled === true) return undefined;
  if (auth.type === "bearer") return bearer(text(auth.token));
  if (auth.type !== "basic") return undefined;
  return { type: "basic", username: text(auth.username), password: text(auth.password) };
}

function readPayloads(payloads: readonly Json[], protocol: "websocket" | "socket.io") {
  const messages = new SavedMessages();
  for (const payload of payloads) {
    const name = text(payload.name);
    if (protocol === "websocket") {
      messages.add(name, webSocketMessage(text(payload.mode), text(payload.value)));
      continue;
    }
    messages.add(name, {
      kind: "event",
      event: optionalText(payload.eventName) ?? "message",
      args: objects(payload.args).map((arg) => eventArgument(text(arg.mode), text(arg.value))),
      ...(payload.ack === true && { ackTimeoutMs: 5_000 }),
    });
  }
  return messages.list;
}

function readEvents(value: unknown): readonly ListenedEvent[] {
  return objects(value)
    .map((row) => ({ event: text(row.eventName), listen: row.isOpen !== false }))
    .filter(({ event }) => event !== "");
}

/** What both versions write of a request, without its place and its payloads. */
export function writeRequest(saved: SavedRequest, request: ConnectionRequest, losses: Losses): Json {
  loseSettings(request, saved.name, losses, ["authorization", "path"]);
  losses.addIf(saved.reactions, saved.name, "reactions");
  losses.addIf(saved.status ?? saved.tags ?? saved.owner, saved.name, "organisation");
  return {
    name: saved.name,
    url: request.url.split("?")[0] ?? "",
    headers: writeFields(request.headers),
    parameters: writeFields(paramsOf(request)),
    ...(request.authorization && { authentication: request.authorization }),
    ...(isSocketIo(request) && {
      path: request.path ?? "/socket.io",
      eventListeners: (saved.events ?? []).map(({ event, listen }, index) => ({
        id: `event-${index + 1}`,
        eventName: event,
        isOpen: listen,
        desc: "",
      })),
    }),
  };
}

function writeFields(rows: readonly Field[] = []): readonly Json[] {
  return rows.map(({ name, value, enabled, description }) => ({
    name,
    value,
    ...(enabled === false && { disabled: true }),
    ...(description !== undefined && { description }),
  }));
}

/** The payload of one saved message, or nothing where the format has no place for its kind. */
export function writePayload(saved: SavedRequest, one: SavedMessage, losses: Losses): Json | undefined {
  const { message, name } = one;
  const where = `${saved.name}: ${name}`;
  losses.addIf(one.description, where, "messageDescription");
  switch (message.kind) {
    case "text":
      return { name, mode: "text/plain", value: message.body };
    case "json":
      return { name, mode: "application/json", value: message.body };
    case "xml":
      return { name, mode: "application/xml", value: message.body };
    case "html":
      return { name, mode: "text/html", value: message.body };
    case "event": {
      losses.addIf(message.namespace, where, "messageNamespace");
      const args = message.args.map((arg, index) => {
        if (arg.kind === "binary") losses.add(where, "binaryArgument");
        return {
          id: `arg-${index + 1}`,
          mode: arg.kind === "json" ? "application/json" : "text/plain",
          value: arg.body,
        };
      });
      return { name, eventName: message.event, ack: message.ackTimeoutMs !== undefined, args };
    }
    default:
      losses.add(where, "messageKind", { kind: message.kind });
      return undefined;
  }
}
