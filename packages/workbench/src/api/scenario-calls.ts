import { readCapture } from "../capture-files/index.js";
import type { PageNews } from "../contract/index.js";
import { type GivenVariables, ProjectRuns, scenarioFromCapture, scenarioText } from "../scenarios/index.js";
import { scopeOf } from "../variables/index.js";
import type { Workbench } from "../workbench.js";
import { attempt, type CallSource, on } from "./calls.js";
import { isOptional, isStrings, wrong } from "./shape.js";

/** The runs of a workbench's project, told by `tell` to all pages. */
export function projectRuns(
  workbench: Workbench,
  tell: <Name extends "scenario:step" | "scenario:run">(
    name: Name,
    ...args: Parameters<PageNews[Name]>
  ) => void,
): ProjectRuns {
  const { project, timeline } = workbench;
  return new ProjectRuns({
    directory: project.directory,
    timeline,
    variables: () => givenVariables(workbench),
    savedRequest: async (path) => (await project.readRequest(path)).saved.request,
    onStep: (step) => tell("scenario:step", step),
    onRun: (run) => tell("scenario:run", run),
  });
}

/** What is stored and the environment go before a scenario's own variables, the project's behind them. */
function givenVariables({ session, project }: Workbench): GivenVariables {
  const [environment = [], ...others] = project.variables;
  return { over: scopeOf(session.variables, environment), under: scopeOf(...others) };
}

/** Answers what one page asks of the project's scenarios. */
export function serveScenarios(socket: CallSource, workbench: Workbench, runs: ProjectRuns): void {
  on(socket, "scenarios:list", async (ack) => ack(await attempt(() => runs.list())));
  on(socket, "scenario:run", async (call, ack) => {
    if (!isStrings(call?.paths)) ack({ ok: false, problem: wrong("paths", "a list of paths") });
    else ack(await attempt(() => runs.start(call.paths)));
  });
  on(socket, "scenario:stop", ({ runId }, ack) => {
    if (runs.stop(runId)) ack({ ok: true, value: null });
    else {
      const message = "There is no such run of scenarios; it may be over.";
      ack({ ok: false, problem: { code: "SCENARIO_RUN_UNKNOWN", message } });
    }
  });
  on(socket, "scenario:make", async (call, ack) => {
    const { captureId, seqs, name, path } = call;
    const isList = seqs === undefined || (Array.isArray(seqs) && seqs.every(Number.isInteger));
    const areTexts = [captureId, name, path].every((text) => isOptional(text, "string"));
    if (!isList || !areTexts) {
      ack({ ok: false, problem: wrong("seqs", "a list of row numbers") });
      return;
    }
    const result = await attempt(async () => {
      await workbench.timeline.flush();
      const capture = readCapture(workbench.captures.fileOf(captureId ?? undefined).path);
      const chosen = seqs && new Set(seqs);
      const text = scenarioText(
        scenarioFromCapture(capture, {
          ...(name !== undefined && { name }),
          ...(chosen && { isChosen: (seq: number) => chosen.has(seq) }),
        }),
      );
      return path === undefined ? { text } : { text, path: await runs.write(path, text) };
    });
    ack(result);
  });
}
