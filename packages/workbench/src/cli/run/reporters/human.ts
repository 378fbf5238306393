import type { Reporter, RunIdentity, ScenarioResult, SuiteSummary } from "../../../scenarios/index.js";
import type { Paint } from "../../paint.js";
import { failureLines } from "./failure-text.js";

export interface HumanOutput {
  write(text: string): void;
  readonly paint: Paint;
  /** Whether a line can be written over: a terminal. */
  readonly isLive: boolean;
  /** Show every step. */
  readonly isVerbose: boolean;
}

const marks = { passed: "✓", failed: "✗", skipped: "–", interrupted: "!" } as const;
const roles = { passed: "good", failed: "bad", skipped: "quiet", interrupted: "bad" } as const;

export function humanReporter({ write, paint, isLive, isVerbose }: HumanOutput): Reporter {
  const running = new Set<string>();
  let total = 0;
  let done = 0;
  const clearProgress = () => {
    if (isLive) write("\r\u001b[K");
  };
  const showProgress = () => {
    if (!isLive || running.size === 0) return;
    write(paint("quiet", `${done}/${total}  ${[...running].join(", ")}`.slice(0, 78)));
  };
  return {
    begin(runs) {
      total = runs;
    },
    started(run) {
      running.add(labelOf(run));
      clearProgress();
      showProgress();
    },
    step(run, event) {
      if (!isVerbose || event.state === "started") return;
      clearProgress();
      const took = event.durationMs === undefined ? "" : paint("quiet", ` ${event.durationMs.toFixed(1)} ms`);
      const mark = event.state === "passed" ? paint("good", "✓") : paint("bad", "✗");
      write(`${"  ".repeat(event.depth + 1)}${mark} ${paint("quiet", run.name)} ${event.title}${took}\n`);
      showProgress();
    },
    result(result) {
      done++;
      running.delete(labelOf(result));
      clearProgress();
      write(`${resultLines(result, paint).join("\n")}\n`);
      showProgress();
    },
    end(summary) {
      clearProgress();
      write(`\n${summaryLine(summary, paint)}\n`);
    },
  };
}

function resultLines(result: ScenarioResult, paint: Paint): readonly string[] {
  const { status, name, file, durationMs, tries, failure, reason, capture } = result;
  const facts = [file, ...(tries === 0 ? [] : [`${Math.round(durationMs)} ms`])];
  if (tries > 1) facts.push(status === "passed" ? `passed at try ${tries}` : `${tries} tries`);
  const lines = [`${paint(roles[status], marks[status])} ${name} ${paint("quiet", `(${facts.join(", ")})`)}`];
  if (reason !== undefined) lines.push(paint("quiet", `    ${reason}`));
  if (failure) lines.push(...failureLines(failure, paint).map((line) => `    ${line}`));
  if (capture !== undefined) lines.push(paint("quiet", `      capture   ${capture}`));
  return lines;
}

function summaryLine({ counts, durationMs, isInterrupted }: SuiteSummary, paint: Paint): string {
  const parts = [paint(counts.passed > 0 ? "good" : "quiet", `${counts.passed} passed`)];
  if (counts.failed > 0) parts.push(paint("bad", `${counts.failed} failed`));
  if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
  if (counts.interrupted > 0) parts.push(`${counts.interrupted} interrupted`);
  const took = paint("quiet", `(${(durationMs / 1000).toFixed(2)} s)`);
  return `${isInterrupted ? "Interrupted: " : ""}${parts.join(", ")} ${took}`;
}

function labelOf({ file, row }: RunIdentity): string {
  return row === undefined ? file : `${file} row ${row}`;
}
