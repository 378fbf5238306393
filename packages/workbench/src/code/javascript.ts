import type { CodeCall, SocketIoMessage, SocketIoRequest } from "../contract/index.js";
import { argumentOf, type Content, messageContent } from "./content.js";
import { endpointOf } from "./endpoint.js";
import { namespaceOf, queryOf, serverOf, versionOf } from "./engine.js";

/** For Node, with the package `ws`. */
export function nodeWebSocket({ request, message }: CodeCall): string {
  const endpoint = endpointOf(request);
  const options = object([
    ["origin", endpoint.origin],
    ["headers", endpoint.headers.length > 0 ? Object.fromEntries(endpoint.headers) : undefined],
    ["rejectUnauthorized", endpoint.verifiesTls ? undefined : false],
  ]);
  const args = [literal(endpoint.url)];
  if (endpoint.subprotocols.length > 0 || options !== undefined) args.push(literal(endpoint.subprotocols));
  if (options !== undefined) args.push(options);
  const content = messageContent(message);
  return lines(
    content?.type === "file" ? 'import { readFileSync } from "node:fs";' : undefined,
    'import WebSocket from "ws";',
    "",
    `const socket = new WebSocket(${args.join(", ")});`,
    content && `socket.on("open", () => socket.send(${nodeValue(content)}));`,
    'socket.on("message", (data, isBinary) => console.log(isBinary ? data : data.toString()));',
    'socket.on("close", (code, reason) => console.log("closed", code, reason.toString()));',
    'socket.on("error", console.error);',
  );
}

/** For a page, which cannot set headers. */
export function browserWebSocket({ request, message }: CodeCall): string {
  const { url, subprotocols, headers } = endpointOf(request);
  const args = [url, ...(subprotocols.length > 0 ? [subprotocols] : [])].map(literal);
  const content = messageContent(message);
  return lines(
    headerNote(headers),
    `const socket = new WebSocket(${args.join(", ")});`,
    'socket.binaryType = "arraybuffer";',
    content && `socket.addEventListener("open", () => socket.send(${browserValue(content)}));`,
    'socket.addEventListener("message", ({ data }) => console.log(data));',
    'socket.addEventListener("close", ({ code, reason }) => console.log("closed", code, reason));',
  );
}

/** The official releases that speak each version. */
const releases = { 2: "2.5.0", 3: "3.1.3", 4: "4.8.1" } as const;

/** For Node, with the package `socket.io-client` of the version in use. */
export function nodeSocketIo(call: CodeCall): string {
  if (call.request.protocol !== "socket.io") return "";
  const { request, message } = call;
  const version = versionOf(request, call.version);
  const event = message?.kind === "event" ? message : undefined;
  const readsFile = event?.args.some((argument) => argumentOf(argument).type === "file");
  return lines(
    `// npm install socket.io-client@${version}`,
    readsFile ? 'import { readFileSync } from "node:fs";' : undefined,
    version === 4 ? 'import { io } from "socket.io-client";' : 'import io from "socket.io-client";',
    "",
    ...socketIoLines(request, version, event, true),
  );
}

export function browserSocketIo(call: CodeCall): string {
  if (call.request.protocol !== "socket.io") return "";
  const { request, message } = call;
  const version = versionOf(request, call.version);
  const event = message?.kind === "event" ? message : undefined;
  const file = version === 2 ? "socket.io.js" : "socket.io.min.js";
  return lines(
    `<script src="https://cdn.socket.io/${releases[version]}/${file}"></script>`,
    "<script>",
    ...lines(headerNote(endpointOf(request).headers), ...socketIoLines(request, version, event, false))
      .trimEnd()
      .split("\n")
      .map((line) => (line === "" ? "" : `  ${line}`)),
    "</script>",
  );
}

function socketIoLines(
  request: SocketIoRequest,
  version: 2 | 3 | 4,
  event: SocketIoMessage | undefined,
  isNode: boolean,
): readonly (string | undefined)[] {
  const { url, headers, verifiesTls } = endpointOf(request);
  const query = Object.fromEntries(new URLSearchParams(queryOf(url)));
  const namespace = event?.namespace ?? namespaceOf(url);
  const options = object([
    ["path", request.path],
    ["transports", request.transports ?? ["websocket"]],
    ["query", Object.keys(query).length > 0 ? query : undefined],
    ["extraHeaders", isNode && headers.length > 0 ? Object.fromEntries(headers) : undefined],
    ["rejectUnauthorized", isNode && !verifiesTls ? false : undefined],
    ["auth", version === 2 || !request.auth ? undefined : new Raw(request.auth)],
  ]);
  const address = literal(serverOf(url) + (namespace === "/" ? "" : namespace));
  return [
    `const socket = io(${[address, options].filter(Boolean).join(", ")});`,
    'socket.on("connect", () => {',
    '  console.log("connected", socket.id);',
    event && `  ${emitCall(event, isNode)}`,
    "});",
    'socket.on("connect_error", (error) => console.error(error.message));',
    version === 2
      ? `socket.on(${literal(event?.event ?? "message")}, (...args) => console.log(args));`
      : "socket.onAny((event, ...args) => console.log(event, args));",
  ];
}

function emitCall(event: SocketIoMessage, isNode: boolean): string {
  const value = isNode ? nodeValue : browserValue;
  const args = [literal(event.event), ...event.args.map((argument) => value(argumentOf(argument)))];
  if (event.ackTimeoutMs !== undefined) args.push('(...answer) => console.log("ack", answer)');
  return `socket.emit(${args.join(", ")});`;
}

function headerNote(headers: readonly unknown[]): string | undefined {
  return headers.length > 0
    ? "// A page cannot set the headers of a handshake: they are left out."
    : undefined;
}

function nodeValue(content: Content): string {
  switch (content.type) {
    case "text":
      return literal(content.text);
    case "json":
      return content.json;
    case "base64":
      return `Buffer.from(${literal(content.base64)}, "base64")`;
    case "file":
      return `readFileSync(${literal(content.path)})`;
  }
}

function browserValue(content: Content): string {
  switch (content.type) {
    case "base64":
      return `Uint8Array.from(atob(${literal(content.base64)}), (character) => character.charCodeAt(0))`;
    case "file":
      return `await (await fetch(${literal(content.path)})).arrayBuffer()`;
    default:
      return nodeValue(content);
  }
}

/** Code that stands in an object as it is. */
class Raw {
  readonly code: string;

  constructor(code: string) {
    this.code = code;
  }
}

/** An object of the entries that have a value, or undefined when none has. */
function object(entries: readonly (readonly [name: string, value: unknown])[]): string | undefined {
  const given = entries.filter(([, value]) => value !== undefined);
  if (given.length === 0) return undefined;
  const members = given.map(
    ([name, value]) => `  ${name}: ${value instanceof Raw ? value.code : literal(value)},`,
  );
  return `{\n${members.join("\n")}\n}`;
}

function literal(value: unknown): string {
  return JSON.stringify(value);
}

function lines(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join("\n")}\n`;
}
