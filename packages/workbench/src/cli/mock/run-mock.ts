import { show, showText } from "../../capture-files/index.js";
import { type Faults, type MockNews, type MockScript, type MockServer, startMock } from "../../mock/index.js";
import { exitCodes } from "../exit-codes.js";
import type { MockCommandOptions } from "../mock.js";
import { type Paint, paintFor } from "../paint.js";
import { readScript } from "./script.js";

/** Plays the server of a file until Ctrl-C and returns the exit code. */
export async function runMock(file: string, options: MockCommandOptions): Promise<number> {
  const complain = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${paintFor(process.stderr)("bad", message)}\n`);
  };
  let script: MockScript;
  try {
    script = await readScript(file, options);
  } catch (error) {
    complain(error);
    return exitCodes.usage;
  }
  for (const note of script.notes) process.stderr.write(`${note}\n`);
  let server: MockServer;
  try {
    server = await startMock(script, {
      port: options.port,
      host: options.host,
      speed: options.speed,
      faults: faultsOf(options),
      onNews: newsWriter(options.json === true),
    });
  } catch (error) {
    complain(error);
    return exitCodes.failed;
  }
  tellReady(script, server.port, options);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  await server.close();
  return exitCodes.ok;
}

function faultsOf({ delay, drop, refuse, closeAfter }: MockCommandOptions): Faults {
  return {
    ...(delay !== undefined && { delayMs: delay }),
    ...(drop !== undefined && { drop }),
    ...(typeof refuse === "number" && { refuseStatus: refuse }),
    ...(typeof refuse === "string" && { refuseMessage: refuse }),
    ...(closeAfter && { closeAfterMs: closeAfter.ms }),
    ...(closeAfter?.code !== undefined && { closeCode: closeAfter.code }),
  };
}

function tellReady({ roles }: MockScript, port: number, { host, json }: MockCommandOptions): void {
  const places = [
    ...new Set(roles.map(({ protocol, place }) => `${schemeOf(protocol)}://${host}:${port}${place}`)),
  ];
  if (json) process.stdout.write(`${JSON.stringify({ type: "ready", port, urls: places })}\n`);
  else process.stdout.write(`The mock is ready at ${places.join(", ")}\n`);
}

function schemeOf(protocol: "websocket" | "socket.io"): string {
  return protocol === "websocket" ? "ws" : "http";
}

function newsWriter(isJson: boolean): (news: MockNews) => void {
  const paint = paintFor(process.stdout);
  return (news) => {
    const line = isJson ? JSON.stringify({ time: new Date().toISOString(), ...news }) : newsLine(news, paint);
    process.stdout.write(`${line}\n`);
    if (news.type === "received" && news.problem !== undefined) {
      process.stderr.write(`${paintFor(process.stderr)("bad", `${news.role.name}: ${news.problem}`)}\n`);
    }
  };
}

function newsLine(news: MockNews, paint: Paint): string {
  if (news.type === "refused") return paint("bad", `refused at ${news.place}: ${news.why}`);
  const { name } = news.role;
  switch (news.type) {
    case "joined":
      return paint("good", `${name} is there`);
    case "left":
      return paint("quiet", `${name} has left`);
    case "received":
      return `${name} → ${news.what}${noteOf(news, paint)}`;
    case "sent":
      return `${name} ← ${actionText(news.action)}`;
    case "dropped":
      return paint("bad", `${name} ← ${actionText(news.action)}  (left out)`);
  }
}

function noteOf({ isMatched, problem }: Extract<MockNews, { type: "received" }>, paint: Paint): string {
  if (isMatched) return "";
  return paint("bad", problem === undefined ? "  (not recorded, no answer)" : "  (not as documented)");
}

function actionText(action: Extract<MockNews, { type: "sent" }>["action"]): string {
  switch (action.type) {
    case "message":
      return typeof action.data === "string" ? showText(action.data) : show(action.data);
    case "event":
      return [action.event, ...action.args.map(show)].join(" ");
    case "ack":
      return `ack ${action.args.map(show).join(" ")}`;
    case "close":
      return `close ${action.code ?? ""} ${action.reason}`.trim();
  }
}
