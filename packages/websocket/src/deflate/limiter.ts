/** Runs zlib work in the thread pool, a bounded number of jobs at a time in the whole process. */
let running = 0;
const waiting: (() => void)[] = [];

/** Calls `start` when fewer than `limit` jobs run; `start` calls its argument when it is done. */
export function runLimited(limit: number, start: (done: () => void) => void): void {
  const begin = () => {
    running++;
    start(() => {
      running--;
      waiting.shift()?.();
    });
  };
  if (running < limit) begin();
  else waiting.push(begin);
}
