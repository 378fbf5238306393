import type { Problem, Result } from "../contract/index.js";
import { ProjectError } from "../project/index.js";
import type { Workbench } from "../workbench.js";
import { type CallSource, on } from "./calls.js";
import { checkSaved, checkStrings, checkVariables } from "./checks.js";
import { wrong } from "./shape.js";

/** Answers what one page asks of the project's files. */
export function serveProject(socket: CallSource, { project }: Workbench): void {
  on(socket, "request:read", async (call, ack) => {
    ack(await answer(checkStrings(call, "path"), () => project.readRequest(call.path)));
  });
  on(socket, "request:save", async (call, ack) => {
    const problem = checkStrings(call, "path") ?? checkRevision(call.revision) ?? checkSaved(call.saved);
    ack(await answer(problem, () => project.saveRequest(call.path, call.saved, call.revision ?? undefined)));
  });
  on(socket, "folder:create", async (call, ack) => {
    ack(await nothing(checkStrings(call, "path"), () => project.createFolder(call.path)));
  });
  on(socket, "project:move", async (call, ack) => {
    const problem = checkStrings(call, "path", "to");
    ack(await answer(problem, async () => ({ path: await project.move(call.path, call.to) })));
  });
  on(socket, "project:duplicate", async (call, ack) => {
    const problem = checkStrings(call, "path");
    ack(await answer(problem, async () => ({ path: await project.duplicate(call.path) })));
  });
  on(socket, "project:delete", async (call, ack) => {
    const problem = checkStrings(call, "path");
    ack(await answer(problem, async () => ({ undoId: await project.delete(call.path) })));
  });
  on(socket, "project:restore", async (call, ack) => {
    const problem = checkStrings(call, "undoId");
    ack(await answer(problem, async () => ({ path: await project.restore(call.undoId) })));
  });
  on(socket, "environment:select", async (call, ack) => {
    // JSON has no undefined.
    const name = call.name ?? undefined;
    const problem = name === undefined ? undefined : checkStrings(call, "name");
    ack(await nothing(problem, () => project.selectEnvironment(name)));
  });
  on(socket, "environment:save", async (call, ack) => {
    const { name, variables, revision } = call;
    const problem = checkStrings(call, "name") ?? checkRevision(revision) ?? checkVariables(variables);
    ack(await nothing(problem, () => project.saveEnvironment(name, variables, revision ?? undefined)));
  });
  on(socket, "environment:rename", async (call, ack) => {
    ack(await nothing(checkStrings(call, "name", "to"), () => project.renameEnvironment(call.name, call.to)));
  });
  on(socket, "environment:delete", async (call, ack) => {
    ack(await nothing(checkStrings(call, "name"), () => project.deleteEnvironment(call.name)));
  });
  on(socket, "environment:reveal", async (call, ack) => {
    const problem = checkStrings(call, "name", "variable");
    ack(await answer(problem, () => project.reveal(call.name, call.variable)));
  });
}

/** What an operation gives, unless the call or the project refuses it. */
async function answer<T>(problem: Problem | undefined, operate: () => Promise<T>): Promise<Result<T>> {
  if (problem) return { ok: false, problem };
  try {
    return { ok: true, value: await operate() };
  } catch (error) {
    if (error instanceof ProjectError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function nothing(problem: Problem | undefined, operate: () => Promise<void>): Promise<Result<null>> {
  return answer(problem, async () => {
    await operate();
    return null;
  });
}

function checkRevision(revision: unknown): Problem | undefined {
  const isGiven = revision !== undefined && revision !== null;
  return isGiven && typeof revision !== "string" ? wrong("revision", "a string") : undefined;
}
