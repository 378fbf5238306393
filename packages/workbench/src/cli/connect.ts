import { Command, InvalidArgumentError, Option } from "commander";
import type { ConnectionRequest, Field } from "../contract/index.js";

export interface ConnectOptions {
  readonly "socket.io"?: "2" | "3" | "4" | "auto";
  readonly header: readonly Field[];
  readonly protocol: readonly string[];
  readonly path?: string;
  readonly auth?: string;
  /** Milliseconds to wait for an ack of each event; undefined: none is asked for. */
  readonly ack?: number;
  /** Milliseconds. */
  readonly wait: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly insecure?: boolean;
  readonly json?: boolean;
}

export function connectCommand(): Command {
  return withConnectOptions(new Command("connect"))
    .description(
      "Connect to a WebSocket or Socket.IO server: lines of stdin are sent, what comes is printed.",
    )
    .addHelpText("after", help)
    .action(async (url: string, options: ConnectOptions) => {
      const { runSession } = await import("./connect/session.js");
      process.exitCode = await runSession(requestOf(url, options), options);
    });
}

/** The URL and everything that says how to connect, for all commands that open one connection. */
export function withConnectOptions(command: Command): Command {
  return command
    .argument("<url>", "ws://, wss://, http:// or https://; with --socket.io its path is the namespace")
    .addOption(
      new Option("--socket.io [version]", "speak Socket.IO: 2, 3, 4 or auto (default: auto)").choices([
        "2",
        "3",
        "4",
        "auto",
      ]),
    )
    .option("-H, --header <name: value>", "add a header to the handshake; may be given again", addHeader, [])
    .option("--protocol <name>", "ask for a subprotocol; may be given again", addItem, [])
    .option("--path <path>", "Socket.IO handshake path (default: /socket.io)")
    .option("--auth <json>", "Socket.IO CONNECT payload (v3 and v4)", checkJson)
    .option(
      "--ack [seconds]",
      "ask an acknowledgement of each event and wait for it (default: 5)",
      parseSeconds,
    )
    .option("--wait <seconds>", "stay this long after the end of stdin, or `forever`", parseWait, 500)
    .option("--timeout <seconds>", "give up connecting after this long", parseSeconds, 10_000)
    .option("--insecure", "accept a TLS certificate that does not verify")
    .option("--json", "print one JSON object a line (NDJSON), sent and received");
}

const help = `
With --socket.io a line is an event and its arguments, each JSON or a plain word:
  join lobby
  chat_message {"room":"lobby","text":"hello"} 7
or one JSON array: ["chat_message", {"text":"hello"}]

Messages go to stdout, everything else to stderr. Binary is printed as 0x and hex.

Exit codes: 0 ended well, 1 could not connect, 2 wrong command line, 3 connection lost or closed with an
error, 4 a line could not be sent or was not acknowledged, 130 ended by Ctrl-C (after the closing handshake).

Examples:
  signalbox connect wss://echo.example.org
  echo hello | signalbox connect ws://localhost:3000/chat -H "Authorization: Bearer 123"
  signalbox connect --socket.io=4 http://localhost:3000/chat --auth '{"token":"123"}'
  echo 'join "lobby"' | signalbox connect --socket.io http://localhost:3000 --ack --json
  signalbox connect ws://localhost:3000 --wait forever < /dev/null > received.txt`;

export function requestOf(url: string, options: ConnectOptions): ConnectionRequest {
  const common = { url, headers: options.header, tls: { verify: options.insecure !== true } };
  const version = options["socket.io"];
  if (version === undefined) {
    return { protocol: "websocket", ...common, subprotocols: options.protocol };
  }
  return {
    protocol: "socket.io",
    ...common,
    version: version === "auto" ? "auto" : (Number(version) as 2 | 3 | 4),
    ...(options.path !== undefined && { path: options.path }),
    ...(options.auth !== undefined && { auth: options.auth }),
  };
}

function addHeader(text: string, headers: readonly Field[]): readonly Field[] {
  const colon = text.indexOf(":");
  if (colon < 1) throw new InvalidArgumentError('A header is written "Name: value".');
  return [...headers, { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() }];
}

function addItem(text: string, items: readonly string[]): readonly string[] {
  return [...items, text];
}

function checkJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(`It is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === "" || !(seconds >= 0)) throw new InvalidArgumentError("It is not a number of seconds.");
  return Math.round(seconds * 1000);
}

function parseWait(text: string): number {
  return text === "forever" ? Number.POSITIVE_INFINITY : parseSeconds(text);
}
