import { createInterface } from "node:readline";

/** Tells the harness the port, then answers `usage` with the process's CPU time and its memory after a collection. */
export function answerQuestions(port: number): void {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      if (line !== "usage") return;
      global.gc?.();
      global.gc?.();
      const { user, system } = process.cpuUsage();
      const { rss, heapUsed } = process.memoryUsage();
      process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6, rss, heapUsed })}\n`);
    })
    .on("close", () => process.exit(0));
}
