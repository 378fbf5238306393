import type { ScenarioFailure, TimelineLine } from "../../../scenarios/index.js";
import type { Paint } from "../../paint.js";

const arrows = { sent: "→", received: "←", none: "·" } as const;

/** A failure as lines: the step, what was expected, what came instead, and what happened around it. */
export function failureLines(failure: ScenarioFailure, paint: Paint): readonly string[] {
  const { at, step, within, message, expected, actual, differences = [], timeline, problem } = failure;
  const lines = [`${at.file}:${at.line}:${at.column}  ${step}`];
  for (const outer of [...within].reverse()) lines.push(paint("quiet", `  in ${outer}`));
  lines.push(paint("bad", message));
  if (expected !== undefined) lines.push(`  expected  ${expected}`);
  if (actual !== undefined) lines.push(`  came      ${actual}`);
  for (const one of differences) {
    lines.push(`  at ${one.path}: expected ${one.expected}, there is ${one.actual}`);
  }
  if (problem?.advice !== undefined) lines.push(`  ${problem.advice}`);
  if (timeline.length > 0) lines.push("  timeline", ...timelineLines(timeline, paint));
  return lines;
}

export function plainFailure(failure: ScenarioFailure): string {
  return failureLines(failure, (_role, text) => text).join("\n");
}

function timelineLines(timeline: readonly TimelineLine[], paint: Paint): readonly string[] {
  const width = Math.max(...timeline.map(({ connection }) => connection.length));
  return timeline.map((line) => {
    const time = `${line.sinceStartMs.toFixed(1)} ms`.padStart(11);
    const kind = line.kind === "ack" ? "ack of " : "";
    const text = `${arrows[line.direction]} ${kind}${line.text}`;
    const whole = `${time}  ${line.connection.padEnd(width)}  ${text}`;
    return line.isNearest ? paint("bad", `  >${whole}`) : paint("quiet", `   ${whole}`);
  });
}
