import type { EngineOptions } from "../options.js";
import type { CookieStore } from "./runtime.js";

/** One HTTP request of the polling transport. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body: string | Uint8Array | undefined;
  readonly options: EngineOptions;
  readonly cookies: CookieStore | undefined;
  /** Aborts it, after which whatever is called back is of no interest any more. */
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes when the content type is octet-stream. */
  readonly body: string | Uint8Array;
}

/** Sends a request, and tells it to the tap with its answer. */
export type SendRequest = (
  request: HttpRequest,
  onResponse: (response: HttpResponse) => void,
  onError: (error: unknown) => void,
) => void;

/** Undefined in an entry without polling. */
export let http: SendRequest | undefined;

/** Called by the entries that come with polling. */
export function useHttp(given: SendRequest): void {
  http = given;
}
