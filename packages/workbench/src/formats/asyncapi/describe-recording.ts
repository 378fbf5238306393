import { isObject, type Json } from "../parse.js";
import type { RecordedConnection, RecordedMessage, Recording } from "../recording.js";
import { queryOf } from "../request-parts.js";
import { isSecretHeader } from "../secrets.js";
import type { ApiChannel, ApiDescription, ApiMessage } from "./description.js";
import { inferArguments } from "./infer-schema.js";
import { withoutBytes } from "./payload-values.js";
import { Servers, splitAddress } from "./servers.js";

/** What a WebSocket message may call its own kind. */
const discriminators = ["type", "event", "action", "op", "method", "kind"] as const;
const maxExamples = 3;

/** Headers of every handshake, which describe no API. */
const handshakeHeaders =
  /^(host|connection|upgrade|origin|user-agent|accept|accept-.*|cache-control|pragma|sec-.*|content-length)$/i;

/** The API that was seen at work, from the client's side. */
export function describeRecording(title: string, recording: Recording): ApiDescription {
  const servers = new Servers();
  const channels = new Map<string, { channel: Omit<ApiChannel, "messages">; seen: Seen }>();
  for (const connection of recording.connections) {
    const { base, path } = splitAddress(connection.url);
    const server = servers.nameOf({ url: base, protocol: connection.protocol });
    for (const message of connection.messages) {
      const address = message.socketIo?.namespace ?? path;
      const key = `${server} ${address}`;
      const known = channels.get(key) ?? {
        channel: channelOf(connection, server, address),
        seen: new Seen(),
      };
      channels.set(key, known);
      known.seen.add(message);
    }
  }
  return {
    title,
    version: "1.0.0",
    servers: servers.list,
    channels: [...channels.values()].map(({ channel, seen }) => ({ ...channel, messages: seen.messages })),
  };
}

function channelOf(
  connection: RecordedConnection,
  server: string,
  address: string,
): Omit<ApiChannel, "messages"> {
  return {
    name: address === "/" ? "main" : address.replace(/^\//, ""),
    address,
    servers: [server],
    query: queryOf(connection.url)
      .filter(({ name }) => !["EIO", "transport", "t", "sid", "b64"].includes(name))
      .map(({ name, value }) => ({ name, example: value })),
    headers: connection.requestHeaders
      .filter(([name]) => !handshakeHeaders.test(name))
      .map(([name, value]) => ({ name, example: isSecretHeader(name) ? "" : value })),
  };
}

interface Kind {
  readonly name: string;
  readonly direction: "sent" | "received";
  readonly contentType?: string;
  readonly binary: boolean;
  readonly lists: (readonly unknown[])[];
  readonly acks: (readonly unknown[])[];
}

/** Messages of one channel by what they are. */
class Seen {
  readonly #kinds = new Map<string, Kind>();
  /** Events that wait for their acknowledgement. */
  readonly #asked = new Map<string, Kind>();

  add(message: RecordedMessage): void {
    const { socketIo, direction } = message;
    if (socketIo === undefined) {
      const { name, value, contentType } = readValue(message.data);
      this.#kind(name, direction, value === undefined, contentType).lists.push([value]);
      return;
    }
    const { kind, event = "", ackId, args } = socketIo;
    if (kind === "event") {
      const known = this.#kind(event, direction, false);
      known.lists.push(args.map(withoutBytes));
      if (ackId !== undefined) this.#asked.set(`${direction} ${ackId}`, known);
      return;
    }
    // An acknowledgement goes the other way than its event.
    const asked = this.#asked.get(`${direction === "sent" ? "received" : "sent"} ${ackId}`);
    asked?.acks.push(args.map(withoutBytes));
  }

  get messages(): readonly ApiMessage[] {
    return [...this.#kinds.values()].map(({ name, direction, contentType, binary, lists, acks }) => ({
      name,
      direction,
      ...(contentType !== undefined && { contentType }),
      payload: binary
        ? { schemas: [{ type: "string", format: "binary" }], examples: [] }
        : { schemas: inferArguments(lists), examples: examplesOf(lists) },
      ...(acks.length > 0 && { ack: { schemas: inferArguments(acks), examples: examplesOf(acks) } }),
    }));
  }

  #kind(name: string, direction: "sent" | "received", binary: boolean, contentType?: string): Kind {
    const key = `${direction} ${name}`;
    const kind = this.#kinds.get(key) ?? {
      name,
      direction,
      binary,
      lists: [],
      acks: [],
      ...(contentType !== undefined && { contentType }),
    };
    this.#kinds.set(key, kind);
    return kind;
  }
}

function examplesOf(lists: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()].slice(0, maxExamples);
}

function readValue(data: string | Uint8Array): {
  readonly name: string;
  readonly value: unknown;
  readonly contentType: string;
} {
  if (typeof data !== "string") {
    return { name: "binary", value: undefined, contentType: "application/octet-stream" };
  }
  try {
    const value: unknown = JSON.parse(data);
    return { name: nameOf(value), value, contentType: "application/json" };
  } catch {
    return { name: "text", value: data, contentType: "text/plain" };
  }
}

function nameOf(value: unknown): string {
  if (!isObject(value)) return "message";
  const own: Json = value;
  const name = discriminators.map((key) => own[key]).find((one) => typeof one === "string" && one !== "");
  return typeof name === "string" ? name : "message";
}
