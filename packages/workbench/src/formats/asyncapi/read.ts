import { FormatError } from "../errors.js";
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
import type {
  ApiChannel,
  ApiDescription,
  ApiMessage,
  ApiParameter,
  ApiPayload,
  ApiServer,
} from "./description.js";
import { readArguments, readExample } from "./payload-schema.js";

/** Reads a document of version 2 or 3. References within it are followed, others are refused. */
export function readAsyncApi(source: Source): ApiDescription {
  const root = parseObject(source);
  const version = text(root.asyncapi);
  const document = new Document(source.file, root);
  if (/^2\./.test(version)) return document.readVersion2();
  if (/^3\./.test(version)) return document.readVersion3();
  throw new FormatError(
    "FORMAT_VERSION",
    `${source.file} is an AsyncAPI document of version ${version}; 2 and 3 are read.`,
    { file: source.file, version },
  );
}

class Document {
  readonly #file: string;
  readonly #root: Json;

  constructor(file: string, root: Json) {
    this.#file = file;
    this.#root = root;
  }

  readVersion2(): ApiDescription {
    const channels = Object.entries(object(this.#root.channels)).map(([address, value]): ApiChannel => {
      const channel = this.#resolve(value);
      return {
        name: address,
        ...this.#channelParts(channel, address, namesOf(channel.servers)),
        messages: [
          ...this.#operationMessages(channel.publish, "sent"),
          ...this.#operationMessages(channel.subscribe, "received"),
        ],
      };
    });
    return this.#description(channels, (server) => text(server.url));
  }

  readVersion3(): ApiDescription {
    const operations = Object.values(object(this.#root.operations)).map((one) => this.#resolve(one));
    const channels = Object.entries(object(this.#root.channels)).map(([id, value]): ApiChannel => {
      const channel = this.#resolve(value);
      const servers = objects(channel.servers).map((one) => text(one.$ref).split("/").at(-1) ?? "");
      const own = operations.filter((operation) => this.#resolve(operation.channel) === channel);
      const messages = own.flatMap((operation) => {
        const named = objects(operation.messages).map((one) => [keyOf(one), one] as const);
        const all = named.length > 0 ? named : Object.entries(object(channel.messages));
        const direction = operation.action === "send" ? "received" : "sent";
        return all.map(([key, message]) => this.#message(message, direction, key));
      });
      return {
        name: optionalText(channel.title) ?? id,
        ...this.#channelParts(channel, text(channel.address), servers),
        messages,
      };
    });
    return this.#description(channels, (server) => {
      const scheme = text(server.protocol) === "wss" ? "wss" : "ws";
      return `${scheme}://${text(server.host)}${text(server.pathname)}`;
    });
  }

  #description(channels: readonly ApiChannel[], urlOf: (server: Json) => string): ApiDescription {
    const info = object(this.#root.info);
    const withAcks = channels.filter(({ messages }) => messages.some(({ ack }) => ack !== undefined));
    const hasAcks = (server: string) =>
      withAcks.some(({ servers }) => servers.length === 0 || servers.includes(server));
    const description = optionalText(info.description);
    return {
      title: optionalText(info.title) ?? "AsyncAPI",
      version: optionalText(info.version) ?? "",
      ...(description !== undefined && { description }),
      servers: Object.entries(object(this.#root.servers)).map(([name, value]) =>
        readServer(name, this.#resolve(value), urlOf, hasAcks(name)),
      ),
      channels,
    };
  }

  #channelParts(channel: Json, address: string, servers: readonly string[]) {
    const binding = object(object(channel.bindings).ws);
    const description = optionalText(channel.description);
    return {
      address: fromExpressions(address),
      ...(description !== undefined && { description }),
      servers,
      query: this.#parameters(binding.query),
      headers: this.#parameters(binding.headers),
    };
  }

  #parameters(schema: unknown): readonly ApiParameter[] {
    return Object.entries(object(this.#resolve(schema).properties)).map(([name, value]) => {
      const property = this.#resolve(value);
      const [example] = Array.isArray(property.examples) ? property.examples : [];
      const description = optionalText(property.description);
      return {
        name,
        example: text(example ?? property.default ?? property.const),
        ...(description !== undefined && { description }),
      };
    });
  }

  #operationMessages(value: unknown, direction: ApiMessage["direction"]): readonly ApiMessage[] {
    const message = this.#resolve(this.#resolve(value).message);
    const all = Array.isArray(message.oneOf) ? message.oneOf : value === undefined ? [] : [message];
    return all.map((one) => this.#message(one, direction, keyOf(one)));
  }

  /** A message without a name of its own is called by its key in the document. */
  #message(value: unknown, direction: ApiMessage["direction"], key: string): ApiMessage {
    const message = this.#resolve(value);
    const schemas = readArguments(this.#inlined(message.payload)).map((schema) => schema);
    const examples = objects(message.examples)
      .filter((example) => example.payload !== undefined)
      .map((example) => readExample(schemas, example.payload));
    const ack = message["x-ack"];
    const description = optionalText(message.description) ?? optionalText(message.summary);
    const contentType = optionalText(message.contentType);
    return {
      name:
        optionalText(message.name) ?? optionalText(message.title) ?? optionalText(message.messageId) ?? key,
      direction,
      ...(description !== undefined && { description }),
      ...(contentType !== undefined && { contentType }),
      payload: { schemas, examples },
      ...(ack !== undefined && { ack: this.#ack(ack) }),
    };
  }

  #ack(value: unknown): ApiPayload {
    const args = this.#inlined(object(this.#resolve(value)).args);
    const isNone = isObject(args) && args.maxItems === 0;
    return { schemas: isNone ? [] : readArguments(args), examples: [] };
  }

  /** What a `$ref` points to; an object without one is itself. */
  #resolve(value: unknown): Json {
    let found = value;
    for (let step = 0; isObject(found) && typeof found.$ref === "string"; step++) {
      if (step > 20) throw this.#refusal(found.$ref, "it points to itself");
      found = this.#at(found.$ref);
    }
    return object(found);
  }

  #at(ref: string): unknown {
    if (!ref.startsWith("#/")) throw this.#refusal(ref, "it points out of the document");
    let found: unknown = this.#root;
    for (const part of ref.slice(2).split("/")) {
      const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
      found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
      if (found === undefined) throw this.#refusal(ref, "nothing stands there");
    }
    return found;
  }

  /** A schema with its references replaced; one that contains itself ends in "anything". */
  #inlined(value: unknown, within: readonly string[] = []): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#inlined(one, within));
    if (!isObject(value)) return value;
    const ref = value.$ref;
    if (typeof ref === "string") {
      return within.includes(ref) ? {} : this.#inlined(this.#at(ref), [...within, ref]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#inlined(one, within)]));
  }

  #refusal(ref: string, reason: string): FormatError {
    return new FormatError(
      "FORMAT_INVALID",
      `${this.#file}: the reference ${ref} cannot be followed: ${reason}.`,
      {
        file: this.#file,
        reference: ref,
        reason,
      },
    );
  }
}

/** The last part of a reference; what stands in place has no key. */
function keyOf(value: unknown): string {
  return text(object(value).$ref).split("/").at(-1) || "message";
}

function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function fromExpressions(address: string): string {
  return address.replaceAll(/\{([\w.-]+)\}/g, "{{$1}}");
}

/** The document's own mark, the name of the protocol, or acknowledgements: each says Socket.IO. */
function readServer(
  name: string,
  server: Json,
  urlOf: (server: Json) => string,
  hasAcks: boolean,
): ApiServer {
  const mark = server["x-socketio"];
  const isSocketIo = mark !== undefined || /socket\.?io/i.test(text(server.protocol)) || hasAcks;
  const address = fromExpressions(urlOf(server));
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
  const url = hasScheme ? address : `${text(server.protocol) === "wss" ? "wss" : "ws"}://${address}`;
  if (!isSocketIo) return { name, url, protocol: "websocket" };
  const version = Number(object(mark).version);
  const path = optionalText(object(mark).path);
  return {
    name,
    url: url.replace(/^ws/i, "http"),
    protocol: "socket.io",
    ...((version === 2 || version === 3 || version === 4) && { version }),
    ...(path !== undefined && { path }),
  };
}
