import type { Reporter, ScenarioResult } from "../../../scenarios/index.js";
import { plainFailure } from "./failure-text.js";

/** JUnit's XML as CI systems read it: a suite a file, a case a run. Written as a whole at the end. */
export function junitReporter(write: (text: string) => void): Reporter {
  const byFile = new Map<string, ScenarioResult[]>();
  return {
    result(result) {
      const known = byFile.get(result.file);
      if (known) known.push(result);
      else byFile.set(result.file, [result]);
    },
    end({ durationMs }) {
      const all = [...byFile.values()].flat();
      const suites = [...byFile].flatMap(([file, results]) => [
        `  <testsuite${attributes({ name: file, ...counts(results), time: seconds(sum(results)) })}>`,
        ...results.flatMap(caseLines),
        "  </testsuite>",
      ]);
      const lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites${attributes({ name: "signalbox", ...counts(all), time: seconds(durationMs) })}>`,
        ...suites,
        "</testsuites>",
      ];
      write(`${lines.join("\n")}\n`);
    },
  };
}

function caseLines(result: ScenarioResult): readonly string[] {
  const { name, file, durationMs, status, failure, reason = "", capture } = result;
  const head = `    <testcase${attributes({ name, classname: file, file, time: seconds(durationMs) })}`;
  const inside: string[] = [];
  if (failure) {
    const named = attributes({ message: failure.message, type: failure.code });
    inside.push(`      <failure${named}>${escaped(plainFailure(failure))}</failure>`);
  }
  if (status === "skipped") inside.push(`      <skipped${attributes({ message: reason })}/>`);
  if (status === "interrupted") {
    inside.push(`      <error${attributes({ message: reason, type: "INTERRUPTED" })}/>`);
  }
  if (capture !== undefined) inside.push(`      <system-out>${escaped(`capture: ${capture}`)}</system-out>`);
  return inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...inside, "    </testcase>"];
}

function counts(results: readonly ScenarioResult[]): Record<string, number> {
  const count = (status: ScenarioResult["status"]) =>
    results.filter((result) => result.status === status).length;
  return {
    tests: results.length,
    failures: count("failed"),
    errors: count("interrupted"),
    skipped: count("skipped"),
  };
}

function sum(results: readonly ScenarioResult[]): number {
  return results.reduce((total, { durationMs }) => total + durationMs, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

/** XML 1.0 section 2.2 allows no other control characters, escaped or not. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
