import type { Problem, RequestCommon } from "../../contract/index.js";
import { problems } from "../problems/index.js";
import { probeTls } from "./probe.js";

/** The server ended the connection without an answer. */
export async function cutProblem(url: URL, { proxy }: RequestCommon): Promise<Problem> {
  const isPlain = url.protocol === "ws:" || url.protocol === "http:";
  if (isPlain && !proxy && (await probeTls(url))) return problems.tlsSpoken(url.hostname, url.port || "80");
  return problems.reset(url.hostname);
}
