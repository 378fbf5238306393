import {
  type ApiChannel,
  type ApiDescription,
  type ApiMessage,
  type ApiPayload,
  type ApiServer,
  addressOf,
  isBinary,
  serversOf,
  splitAddress,
  valuesOf,
} from "../../formats/asyncapi/index.js";
import { compileSchema } from "../../scenarios/matching/json-schema.js";
import { nearest } from "../../yaml-files/index.js";
import { ScriptBuilder } from "./builder.js";
import { problemOfArguments, problemOfMessage } from "./documented.js";
import type { Action, MockScript } from "./script.js";

export interface DescriptionOptions {
  /** What the server may send is sent again after each of these milliseconds. Default: once. */
  readonly pushEveryMs?: number;
}

/** What is said at one place, of all the channels that lead there. */
interface Place {
  readonly name: string;
  readonly protocol: ApiServer["protocol"];
  readonly place: string;
  readonly messages: readonly ApiMessage[];
}

/**
 * The server that an AsyncAPI document describes: each client is sent once what the server may send, and
 * events that have an acknowledgement are acknowledged. Values are the document's examples, or made from its schemas.
 */
export function scriptOfDescription(
  description: ApiDescription,
  { pushEveryMs }: DescriptionOptions = {},
): MockScript {
  const builder = new ScriptBuilder();
  builder.keepsOrder = false;
  const servers =
    description.servers.length > 0 ? description.servers : [assumedServer(description, builder)];
  const paths = new Set(
    servers.flatMap(({ protocol, path }) => (protocol === "socket.io" ? path : []) ?? []),
  );
  const [path = "/socket.io", ...otherPaths] = paths;
  builder.socketIoPath = path;
  if (otherPaths.length > 0) {
    builder.note(
      `The handshake of Socket.IO is at ${path}; ${otherPaths.join(", ")} of other servers is not played.`,
    );
  }
  for (const place of placesOf({ ...description, servers })) {
    const role = builder.role({ name: place.name, protocol: place.protocol, place: place.place });
    addPushes(builder, role, place, pushEveryMs);
    const sent = place.messages
      .filter(({ direction }) => direction === "sent")
      .map((message) => checkable(message, builder));
    if (place.protocol === "websocket") addMessages(builder, role, sent);
    else addEvents(builder, role, sent);
  }
  return builder.build();
}

/** Acknowledgements are there in Socket.IO alone. */
function assumedServer({ channels }: ApiDescription, builder: ScriptBuilder): ApiServer {
  const hasAcks = channels.some(({ messages }) => messages.some(({ ack }) => ack !== undefined));
  const protocol = hasAcks ? "socket.io" : "websocket";
  builder.note(
    `The document names no server; its channels are played as ${hasAcks ? "namespaces of Socket.IO" : "WebSockets"}.`,
  );
  return { name: "mock", url: "", protocol };
}

function placesOf(description: ApiDescription): readonly Place[] {
  const places = new Map<string, Place>();
  for (const channel of description.channels) {
    // The same channel on several servers is one place here.
    const keys = new Set<string>();
    for (const server of serversOf(channel, description)) {
      const place = splitAddress(addressOf(server, channel)).path;
      const key = `${server.protocol} ${place}`;
      if (keys.has(key)) continue;
      keys.add(key);
      places.set(key, joinedPlace(places.get(key), channel, server, place));
    }
  }
  return [...places.values()];
}

function joinedPlace(
  known: Place | undefined,
  { name, messages }: ApiChannel,
  { protocol }: ApiServer,
  place: string,
): Place {
  return {
    name: known?.name ?? name,
    protocol,
    place,
    messages: [...(known?.messages ?? []), ...messages],
  };
}

function addPushes(
  builder: ScriptBuilder,
  role: number,
  { protocol, messages }: Place,
  everyMs: number | undefined,
): void {
  const rule = builder.trigger(role, { type: "connect" }, 0, everyMs);
  for (const message of messages) {
    if (message.direction === "received") {
      const action = protocol === "websocket" ? messageOf(message) : eventOf(message, builder);
      builder.reply(role, action, 0, rule);
    }
  }
}

function addMessages(builder: ScriptBuilder, role: number, documented: readonly ApiMessage[]): void {
  builder.trigger(
    role,
    {
      type: "documented",
      problem: (incoming) =>
        incoming.type === "message" ? problemOfMessage(incoming.data, documented) : undefined,
    },
    0,
  );
}

function addEvents(builder: ScriptBuilder, role: number, documented: readonly ApiMessage[]): void {
  const events = [...new Set(documented.map(({ name }) => name))];
  for (const event of events) {
    const alike = documented.filter(({ name }) => name === event);
    const rule = builder.trigger(
      role,
      {
        type: "documented",
        event,
        problem: (incoming) =>
          incoming.type === "event" ? problemOfArguments(incoming.args, alike) : undefined,
      },
      0,
    );
    const ack = alike.find((message) => message.ack !== undefined)?.ack;
    if (ack) builder.reply(role, { type: "ack", args: argumentsOf(ack) }, 0, rule);
  }
  builder.trigger(
    role,
    {
      type: "documented",
      problem: (incoming) => (incoming.type === "event" ? undocumented(incoming.event, events) : undefined),
    },
    0,
  );
}

function undocumented(event: string, events: readonly string[]): string {
  const near = nearest(event, events);
  return `the event "${event}" is not documented${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** A message whose schema is none is taken as it comes. */
function checkable(message: ApiMessage, builder: ScriptBuilder): ApiMessage {
  try {
    for (const schema of message.payload.schemas) compileSchema(schema, "7");
    return message;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    builder.note(`"${message.name}" is taken without a check, its schema is none: ${reason}.`);
    return { ...message, payload: { ...message.payload, schemas: [] } };
  }
}

function messageOf({ contentType = "application/json", payload }: ApiMessage): Action {
  const [value] = argumentsOf(payload);
  if (value instanceof Buffer) return { type: "message", data: value };
  const isText = typeof value === "string" && contentType !== "application/json";
  return { type: "message", data: isText ? value : (JSON.stringify(value) ?? "null") };
}

function eventOf({ name, payload, ack }: ApiMessage, builder: ScriptBuilder): Action {
  return {
    type: "event",
    event: name,
    args: argumentsOf(payload),
    ...(ack && { reply: builder.nextReply() }),
  };
}

function argumentsOf(payload: ApiPayload): readonly unknown[] {
  const [values = []] = valuesOf(payload);
  return values.map((value, place) => (isBinary(payload.schemas[place]) ? Buffer.alloc(0) : value));
}
