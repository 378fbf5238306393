import type { RawData } from "../manager/parser.js";
import type { EngineOptions } from "../options.js";

/** Cookies of one connection, where the runtime does not keep them itself. */
export interface CookieStore {
  /** The value of a Cookie header; empty when there is none to send. */
  header(): string;
  /** Takes the values of Set-Cookie headers. */
  store(setCookie: readonly string[]): void;
}

export interface WebSocketHandler {
  onOpen(): void;
  /** Bytes in the runtime's form: a view that the handler may keep. */
  onMessage(data: string | Uint8Array): void;
  onClose(description: string, context: unknown): void;
  onError(description: unknown, context: unknown, cause?: unknown): void;
}

export interface WebSocketConnection {
  /** @param compress whether the message may be compressed; if not given, it may. */
  send(data: string | Uint8Array, compress: boolean | undefined): void;
  close(): void;
  /** Reads on, or leaves what comes to the network; absent where the runtime cannot hold a socket back. */
  setReading?(reading: boolean): void;
}

/** All that the client needs of the runtime under it; each runtime supplies it in one file. */
export interface Runtime {
  openWebSocket(
    url: string,
    options: EngineOptions,
    cookies: CookieStore | undefined,
    handler: WebSocketHandler,
  ): WebSocketConnection;
  /** Bytes as applications of this runtime expect them. */
  binary(bytes: Uint8Array): RawData;
  /** Reads what can only be read in time, where data has such; undefined when there is nothing to wait for. */
  readBlobs?(data: unknown): Promise<unknown> | undefined;
  createCookieStore?(): CookieStore;
  /** Tells when the page goes offline or away; the function it returns ends that. */
  watchPage?(options: EngineOptions, onOffline: () => void, onLeave: () => void): () => void;
  /** Lets the process exit while the timer runs. */
  unref?(timer: unknown): void;
}

export let runtime: Runtime;

/** Called once by the package's entry for its runtime. */
export function useRuntime(given: Runtime): void {
  runtime = given;
}
