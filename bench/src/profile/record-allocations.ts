import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";

/**
 * Preloaded into a server (`--import`): samples every allocation, what was collected since included, which
 * `--heap-prof` leaves out, and writes the profile at the exit to the file named by the environment.
 */
const file = process.env.SIGNALBOX_ALLOCATIONS;
if (file === undefined) throw new Error("SIGNALBOX_ALLOCATIONS names no file");

const session = new Session();
session.connect();
session.post("HeapProfiler.startSampling", {
  samplingInterval: 32_768,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});
process.once("exit", () => {
  session.post("HeapProfiler.stopSampling", (error, result) => {
    if (error) throw error;
    writeFileSync(file, JSON.stringify(result.profile));
  });
});
