import type { PageCalls, PageNews, Problem, Result } from "signalbox/contract";

/**
 * `connecting` until the first welcome, then `online` or `lost`; a lost backend is tried again by itself.
 * `refused`: a workbench answers, but it was started anew since and has another token.
 */
export type BackendPhase = "connecting" | "online" | "lost" | "refused";

/** A call of the contract: its argument, where it has one, and the value that a good answer carries. */
export type CallName = Exclude<keyof PageCalls, "welcome">;
export type CallArguments<N extends CallName> =
  Parameters<PageCalls[N]> extends [...infer Arguments, unknown] ? Arguments : never;
export type CallValue<N extends CallName> =
  Parameters<PageCalls[N]> extends [...unknown[], (result: Result<infer Value>) => void] ? Value : never;

/** What the model knows of the backend. `src/link` is the one that speaks Socket.IO. */
export interface Backend {
  call<N extends CallName>(name: N, ...argument: CallArguments<N>): Promise<Result<CallValue<N>>>;
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
