import { Command, InvalidArgumentError } from "commander";
import { exitCodes } from "./exit-codes.js";
import { addVariable } from "./run.js";

export interface MockCommandOptions {
  readonly port: number;
  readonly host: string;
  /** Infinity: at once. */
  readonly speed: number;
  /** Milliseconds. */
  readonly pushEvery?: number;
  /** Milliseconds. */
  readonly delay?: number;
  /** 0 to 1. */
  readonly drop?: number;
  readonly refuse?: number | string;
  readonly closeAfter?: { readonly ms: number; readonly code?: number };
  readonly env?: string;
  readonly project?: string;
  readonly var?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

export function mockCommand(): Command {
  return new Command("mock")
    .description(
      "Play the server of a capture, a scenario or an AsyncAPI document, for WebSocket and Socket.IO 2, 3 and 4 clients.",
    )
    .argument("<file>", "a capture (.sqlite), a scenario (.yaml) or an AsyncAPI document (.yaml, .json)")
    .option("-p, --port <number>", "port; 0 for any free one", parsePort, 0)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--speed <factor>", "1 as recorded, 2 twice as fast, `max` at once", parseSpeed, 1)
    .option(
      "--push-every <seconds>",
      "AsyncAPI: send again and again what the server may send",
      parseInterval,
    )
    .option("--delay <seconds>", "fault: every answer comes this much later", parseSeconds)
    .option("--drop <part>", "fault: leave out this part of the answers, 0 to 1", parsePart)
    .option(
      "--refuse <status|message>",
      "fault: refuse connections by an HTTP status, namespaces by a message",
      parseRefusal,
    )
    .option(
      "--close-after <seconds[:code]>",
      "fault: close connections; 1006 drops them without a word",
      parseCloseAfter,
    )
    .option("-e, --env <name>", "an environment, for a scenario's variables")
    .option("--project <folder>", "the project's folder")
    .option("--var <name=value>", "a variable; may be given again", addVariable)
    .option("--json", "print one JSON object a line (NDJSON)")
    .addHelpText("after", help)
    .action(async (file: string, options: MockCommandOptions) => {
      const { runMock } = await import("./mock/run-mock.js");
      process.exitCode = await runMock(file, options);
    });
}

const help = `
A client takes the first role of the recording that its path or namespace fits and nobody plays yet. What it sends
is looked for among what was recorded of that role: the same content first, then, for events, the same name.
When all have left, the next clients begin anew.

Of an AsyncAPI document each client is sent once what the server may send, and its events are acknowledged, with
examples or values made from the schemas. What a client sends that is not as documented is told on standard error.

Exit codes: ${exitCodes.ok} ended by Ctrl-C, ${exitCodes.failed} the port is taken, ${exitCodes.usage} wrong command line or a file that cannot be played.

Examples:
  signalbox mock chat.sqlite --port 3000
  signalbox mock scenarios/login.yaml --port 3000 --speed max
  signalbox mock chat.asyncapi.yaml --port 3000 --push-every 2
  signalbox mock chat.sqlite --port 3000 --delay 0.5 --drop 0.1
  signalbox mock chat.sqlite --refuse 503
  signalbox mock chat.sqlite --close-after 10:4001 --json`;

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function parseSpeed(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError("A speed is a number above 0, or max.");
  return speed;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === "" || !(seconds >= 0)) throw new InvalidArgumentError("It is not a number of seconds.");
  return Math.round(seconds * 1000);
}

function parseInterval(text: string): number {
  const ms = parseSeconds(text);
  if (ms === 0) throw new InvalidArgumentError("It is not a number of seconds above 0.");
  return ms;
}

function parsePart(text: string): number {
  const part = Number(text);
  if (!(part >= 0 && part <= 1)) throw new InvalidArgumentError("A part is a number from 0 to 1.");
  return part;
}

function parseRefusal(text: string): number | string {
  return /^[1-5]\d\d$/.test(text) ? Number(text) : text;
}

function parseCloseAfter(text: string): { ms: number; code?: number } {
  const [seconds = "", code] = text.split(":");
  const ms = parseSeconds(seconds);
  if (code === undefined) return { ms };
  if (!/^\d{4}$/.test(code)) throw new InvalidArgumentError("A close code has four digits.");
  return { ms, code: Number(code) };
}
