import type StockWebSocket from "ws";
import type { createWebSocketStream, WebSocketServer } from "ws";
import { until } from "../support.js";

/** The API both have, in the form that `require` gives; the stock types describe it. */
export type Api = typeof StockWebSocket & {
  readonly Server: typeof WebSocketServer;
  readonly createWebSocketStream: typeof createWebSocketStream;
};
export type Log = (...entries: unknown[]) => void;

export interface Scenario {
  readonly name: string;
  play(WebSocket: Api, log: Log): Promise<void>;
}

/** Text of one log entry. Errors by family and message, and by code where the stock one has a code too. */
export function describe(entry: unknown): string {
  if (entry instanceof Error) {
    const family =
      entry instanceof RangeError ? "RangeError" : entry instanceof TypeError ? "TypeError" : "Error";
    return `${entry instanceof SyntaxError ? "SyntaxError" : family}: ${entry.message}`;
  }
  if (Buffer.isBuffer(entry)) return `Buffer ${JSON.stringify(entry.toString("latin1").slice(0, 60))}`;
  if (typeof entry === "string") return entry;
  if (entry instanceof Set) return `Set ${JSON.stringify([...entry])}`;
  return entry === undefined ? "undefined" : JSON.stringify(entry);
}

/** Runs a scenario and returns what it logged. */
export async function transcript(scenario: Scenario, WebSocket: Api): Promise<string[]> {
  const lines: string[] = [];
  await scenario.play(WebSocket, (...entries) => lines.push(entries.map(describe).join(" ")));
  return lines;
}

export async function listening(WebSocket: Api, options: StockWebSocket.ServerOptions = {}) {
  const server = new WebSocket.Server({ port: 0, host: "127.0.0.1", ...options });
  await until(server, "listening");
  return server;
}

/** Logs every event of a WebSocket with the state it is in at that moment. */
export function watch(websocket: StockWebSocket, label: string, log: Log): void {
  for (const event of ["open", "close", "ping", "pong"]) {
    websocket.on(event, (...args) => log(label, event, websocket.readyState, ...args));
  }
  websocket.on("upgrade", () => log(label, "upgrade", websocket.readyState));
  websocket.on("message", (data, isBinary) => log(label, "message", websocket.readyState, data, isBinary));
  websocket.on("error", (error) => log(label, "error", websocket.readyState, error));
}

/** The error that a call throws. */
export function thrown(action: () => unknown): unknown {
  try {
    action();
    return "nothing";
  } catch (error) {
    return error;
  }
}
