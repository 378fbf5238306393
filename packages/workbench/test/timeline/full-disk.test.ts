import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/timeline/sql.js";
import { temporaryDirectory } from "./entries.js";

const child = fileURLToPath(new URL("./limited-disk.mjs", import.meta.url));
const kibibytes = 4096;

test("a disk without room stops the capture with a reason, and nothing is lost once there is room", async () => {
  const path = join(await temporaryDirectory(), "capture.sqlite");
  // The kernel refuses to let a file grow past this, as it does when a disk is full. The soft limit can be lifted.
  const limited = spawn(
    "sh",
    ["-c", `ulimit -S -f ${kibibytes * 2}; exec "$0" "$@"`, process.execPath, child, path],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void limited.kill("SIGKILL"));
  const lines = createInterface({ input: limited.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? "null");

  expect(await next()).toEqual({
    stopped: expect.objectContaining({
      code: "CAPTURE_STUCK",
      message: expect.stringMatching(/disk is full|disk I\/O error/),
      advice: expect.stringContaining("Make room"),
    }),
    dropped: 0,
    pressure: false,
  });
  execFileSync("prlimit", ["--pid", String(limited.pid), "--fsize=unlimited"]);
  const { appended, dropped } = await next();
  expect(dropped).toBe(0);
  await once(limited, "exit");

  const db = openDatabase(path);
  onTestFinished(() => db.close());
  expect(db.prepare("SELECT count(*), max(seq) FROM entry").get()).toEqual([appended, appended]);
  expect(db.prepare("SELECT count(*) FROM entry WHERE payload = 'meanwhile'").get()).toEqual([1]);
});
