import type { PageCalls, PageNews, Problem, Result } from "signalbox/contract";

/**
 * `connecting` until the first welcome, then `online` or `lost`; a lost backend is tried again by itself.
 * `refused`: a workbench answers, but it was started anew since and has another token.
 */
export type BackendPhase = "connecting" | "online" | "lost" | "refused";

/** A call of the contract: its argument, and the value that a good answer carries. */
export type CallName = Exclude<keyof PageCalls, "welcome">;
export type CallArgument<N extends CallName> = Parameters<PageCalls[N]>[0];
export type CallValue<N extends CallName> =
  Parameters<Parameters<PageCalls[N]>[1]>[0] extends Result<infer Value> ? Value : never;

/** What the model knows of the backend. `src/link` is the one that speaks Socket.IO. */
export interface Backend {
  call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<Result<CallValue<N>>>;
  on<N extends keyof PageNews>(name: N, listener: PageNews[N]): void;
  /** Runs at every (re)connection, once the welcome is there. */
  onWelcome(listener: (welcome: Parameters<Parameters<PageCalls["welcome"]>[0]>[0]) => void): void;
  onLost(listener: (phase: "lost" | "refused") => void): void;
}

/** What a call gives while there is no backend to answer it. */
export const BACKEND_LOST: Problem = {
  code: "BACKEND_LOST",
  message: "The workbench is not running, so nothing was sent.",
  advice: "Start it again in its terminal; this page reconnects by itself.",
};
