import { createInterface } from "node:readline";

/** Tells the harness the port; then answers each line with the memory in use after a collection. */
export function answerQuestions(port: number): void {
  answer({ port });
  createInterface({ input: process.stdin })
    .on("line", () => {
      global.gc?.();
      global.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      answer({ rss, heapUsed });
    })
    .on("close", () => process.exit(0));
}

function answer(facts: object): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}
