/** What went wrong, for a person: one sentence, where it happened, and what to try. */
export interface Problem {
  /** Stable, for example `CONNECT_REFUSED`; the page translates by it, the CLI prints it. */
  readonly code: string;
  /** One English sentence: what happened, to what. */
  readonly message: string;
  /** What to try, one English sentence. */
  readonly advice?: string;
  /** The values named in the sentence, for translations. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** The step that failed. */
  readonly step?:
    | "url"
    | "dns"
    | "tcp"
    | "proxy"
    | "tls"
    | "http"
    | "upgrade"
    | "engine"
    | "namespace"
    | "send";
  /** The HTTP refusal, where there was one. */
  readonly response?: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** Decoded as UTF-8, at most its first 64 KiB. */
    readonly body: string;
  };
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };
