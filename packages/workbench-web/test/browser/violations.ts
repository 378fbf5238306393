import axe from "axe-core";
import type { WorkbenchPage } from "./page.js";

/** What axe-core finds on the page as it is, a line each. */
export async function violations(at: WorkbenchPage): Promise<readonly string[]> {
  await at.page.evaluate(axe.source);
  return at.page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await run.run(document, { resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join("\n  ")}`,
    );
  });
}
