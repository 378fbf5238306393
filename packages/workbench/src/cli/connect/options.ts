import { type Command, InvalidArgumentError, Option } from "commander";
import type { Field, SocketIoRequest, TransportName } from "../../contract/index.js";

export interface ConnectOptions {
  readonly "socket.io"?: "2" | "3" | "4" | "auto";
  readonly header: readonly Field[];
  readonly cookie: readonly Field[];
  /** `user:password`. */
  readonly user?: string;
  readonly bearer?: string;
  readonly origin?: string;
  readonly protocol: readonly string[];
  readonly path?: string;
  readonly auth?: string;
  readonly transport?: readonly TransportName[];
  readonly namespace: NonNullable<SocketIoRequest["namespaces"]>;
  readonly msgpack?: boolean;
  /** False: compression is not offered. */
  readonly compression: boolean;
  readonly proxy?: string;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly servername?: string;
  readonly insecure?: boolean;
  readonly maxRedirects?: number;
  readonly project?: string;
  readonly env?: string;
  readonly var: readonly Field[];
  /** Milliseconds to wait for an ack of each event; undefined: none is asked for. */
  readonly ack?: number;
  /** Milliseconds. */
  readonly wait: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** What to connect to and everything that says how, for all commands that open one connection. */
export function withConnectOptions(command: Command): Command {
  return command
    .argument(
      "<target>",
      "a URL (ws, wss, http, https; with --socket.io its path is the namespace), or a saved request",
    )
    .addOption(
      new Option("--socket.io [version]", "speak Socket.IO: 2, 3, 4 or auto (default: auto)").choices([
        "2",
        "3",
        "4",
        "auto",
      ]),
    )
    .option("-H, --header <name: value>", "add a header to the handshake; may be given again", addHeader, [])
    .option("--cookie <name=value>", "add a cookie; may be given again", addPair, [])
    .option("-u, --user <user:password>", "basic authorization")
    .option("--bearer <token>", "bearer authorization")
    .option("--origin <origin>", "the Origin header")
    .option("--protocol <name>", "ask for a subprotocol; may be given again", addItem, [])
    .option("--no-compression", "do not offer permessage-deflate")
    .option("--path <path>", "Socket.IO handshake path (default: /socket.io)")
    .option("--auth <json>", "Socket.IO CONNECT payload", checkJson)
    .option(
      "--transport <names>",
      "Socket.IO transports in order, `polling,websocket` for an upgrade (default: websocket)",
      parseTransports,
    )
    .option(
      "--namespace <name>",
      "join a further namespace, `/name` or `/name={auth}`; may be given again",
      addNamespace,
      [],
    )
    .option("--msgpack", "Socket.IO packets in MessagePack")
    .option("--proxy <url>", "connect through http://, https:// or socks5://")
    .option("--cacert <file>", "trust this authority's certificate (PEM)")
    .option("--cert <file>", "show this client certificate (PEM)")
    .option("--key <file>", "its key (PEM)")
    .option("--passphrase <text>", "the key's passphrase")
    .option("--servername <name>", "ask for and check this name in TLS")
    .option("--insecure", "accept a TLS certificate that does not verify")
    .option("--max-redirects <number>", "follow so many redirects of the handshake (default: 0)", parseCount)
    .option(
      "--project <directory>",
      "the folder of saved requests and environments (default: the working directory)",
    )
    .option("--env <name>", "use the variables of this environment")
    .option("--var <name=value>", "a variable; may be given again", addPair, [])
    .option(
      "--ack [seconds]",
      "ask an acknowledgement of each event and wait for it (default: 5)",
      parseSeconds,
    )
    .option("--wait <seconds>", "stay this long after the end of stdin, or `forever`", parseWait, 500)
    .option("--timeout <seconds>", "give up connecting after this long", parseSeconds, 10_000)
    .option("--json", "print one JSON object a line (NDJSON), sent and received");
}

function addHeader(text: string, headers: readonly Field[]): readonly Field[] {
  const colon = text.indexOf(":");
  if (colon < 1) throw new InvalidArgumentError('A header is written "Name: value".');
  return [...headers, { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() }];
}

function addPair(text: string, pairs: readonly Field[]): readonly Field[] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("It is written name=value.");
  return [...pairs, { name: text.slice(0, equals).trim(), value: text.slice(equals + 1) }];
}

function addItem(text: string, items: readonly string[]): readonly string[] {
  return [...items, text];
}

function addNamespace(text: string, namespaces: ConnectOptions["namespace"]): ConnectOptions["namespace"] {
  const equals = text.indexOf("=");
  if (equals === -1) return [...namespaces, { name: text }];
  return [...namespaces, { name: text.slice(0, equals), auth: checkJson(text.slice(equals + 1)) }];
}

function parseTransports(text: string): readonly TransportName[] {
  return text.split(",").map((name) => {
    if (name === "polling" || name === "websocket") return name;
    throw new InvalidArgumentError("Transports are polling and websocket.");
  });
}

function checkJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(`It is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > 20) throw new InvalidArgumentError("It is a number from 0 to 20.");
  return count;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === "" || !(seconds >= 0)) throw new InvalidArgumentError("It is not a number of seconds.");
  return Math.round(seconds * 1000);
}

function parseWait(text: string): number {
  return text === "forever" ? Number.POSITIVE_INFINITY : parseSeconds(text);
}
