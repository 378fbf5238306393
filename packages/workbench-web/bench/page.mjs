// How the page stands a long capture while messages arrive, in a real Chromium: the first rows after opening it,
// frames while scrolling (from the browser's own trace), a filter over all rows, the heap.
//
//     node packages/workbench-web/bench/page.mjs [rows] [messages per second] [--json] [--page directory]
//
// Needs the build. Exit code 1 when a goal is missed.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../../peers/src/chromium-path.mjs";
import { framesIn, traced } from "./frames.mjs";

const numbers = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const [rows, perSecond] = [Number(numbers[0] ?? 1_000_000), Number(numbers[1] ?? 5_000)];
const page = process.argv.includes("--page") ? process.argv[process.argv.indexOf("--page") + 1] : undefined;

const goals = { firstRowsMs: 200, framesPerSecond: 55, filterMs: 500, heapMb: 150 };

const backend = fork(fileURLToPath(new URL("./backend.mjs", import.meta.url)), [
  String(rows),
  String(perSecond),
  ...(page === undefined ? [] : [page]),
]);
const [{ url }] = await once(backend, "message");
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  report(await measure());
} finally {
  await browser.close();
  backend.send("stop");
  await once(backend, "exit");
}

async function measure() {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const cdp = await tab.context().newCDPSession(tab);
  await tab.goto(url);
  await tab.getByRole("button", { name: /^live/ }).waitFor();
  const grid = tab.getByRole("grid", { name: "Timeline" });

  const firstRowsMs = await opened(tab);

  const box = await grid.boundingBox();
  const at = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  const scroll = (yDistance, speed) =>
    scrolled(cdp, () => cdp.send("Input.synthesizeScrollGesture", { ...at, yDistance, speed }));
  // As a wheel does, and as a thrown thumb does: through rows that were not looked at yet.
  const steady = await scroll(9_000, 3_000);
  const fast = await scroll(180_000, 60_000);

  const filterMs = [];
  for (const search of ["needle", "/needle|order/", "nothing of that kind"]) {
    filterMs.push(await filtered(tab, search));
    await filtered(tab, "");
  }
  // By now all rows were looked at; the first answer came before that.
  const total = Number(await grid.getAttribute("aria-rowcount"));
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return {
    rows: total,
    perSecond,
    firstRowsMs,
    framesPerSecond: { steady, fast },
    filterMs: { text: filterMs[0], expression: filterMs[1], none: filterMs[2] },
    heapMb: usedSize / 1e6,
  };
}

/** From the click on the capture to the frame that shows its newest rows. */
function opened(tab) {
  return tab.evaluate(
    () =>
      new Promise((resolve) => {
        const live = [...document.querySelectorAll("nav button")].find((button) =>
          /^live/.test(button.textContent),
        );
        const began = performance.now();
        const look = () => {
          const row = document.querySelector('[role="grid"] [role="row"][data-seq]');
          if (row) requestAnimationFrame(() => resolve(performance.now() - began));
          else requestAnimationFrame(look);
        };
        live.click();
        look();
      }),
  );
}

/** From the last letter typed until the view says that all rows were looked at, and has drawn those that match. */
async function filtered(tab, search) {
  return tab.evaluate(
    (text) =>
      new Promise((resolve) => {
        const grid = document.querySelector('[role="grid"]');
        const field = document.querySelector('input[aria-label="Search payloads"]');
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        const began = performance.now();
        const look = () => {
          const isDone =
            grid.getAttribute("data-search") === text && grid.getAttribute("aria-busy") !== "true";
          if (isDone) requestAnimationFrame(() => resolve(performance.now() - began));
          else requestAnimationFrame(look);
        };
        look();
      }),
    search,
  );
}

async function scrolled(cdp, act) {
  const events = await traced(cdp, act);
  return framesIn(events);
}

function report(figures) {
  const { framesPerSecond, filterMs } = figures;
  const misses = [
    figures.firstRowsMs > goals.firstRowsMs && "first rows",
    Object.values(framesPerSecond).some((frames) => frames.perSecond < goals.framesPerSecond) && "frames",
    Object.values(filterMs).some((ms) => ms > goals.filterMs) && "filter",
    figures.heapMb > goals.heapMb && "heap",
  ].filter(Boolean);
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify({ ...figures, goals, misses }));
  } else {
    const line = (name, value, goal) => console.log(`${name.padEnd(34)}${value.padEnd(34)}${goal}`);
    line(
      `${figures.rows.toLocaleString("en")} rows, ${perSecond.toLocaleString("en")}/s arriving`,
      "",
      "goal",
    );
    line("first rows after opening", `${figures.firstRowsMs.toFixed(0)} ms`, `< ${goals.firstRowsMs} ms`);
    for (const [name, { perSecond: frames, longestMs }] of Object.entries(framesPerSecond)) {
      const value = `${frames.toFixed(1)} frames/s, longest ${longestMs.toFixed(0)} ms`;
      line(`scroll (${name})`, value, `>= ${goals.framesPerSecond} frames/s`);
    }
    for (const [name, ms] of Object.entries(filterMs)) {
      line(`filter over all rows (${name})`, `${ms.toFixed(0)} ms`, `< ${goals.filterMs} ms`);
    }
    line("heap of the page", `${figures.heapMb.toFixed(1)} MB`, `< ${goals.heapMb} MB`);
    if (misses.length > 0) console.log(`missed: ${misses.join(", ")}`);
  }
  process.exitCode = misses.length > 0 ? 1 : 0;
}
