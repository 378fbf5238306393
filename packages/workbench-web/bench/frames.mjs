// Frames as Chromium's own trace tells them: the compositor says each time that it drew one.

/** The trace events while something goes on. */
export async function traced(cdp, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  cdp.on("Tracing.dataCollected", collect);
  await cdp.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"],
    },
  });
  await act();
  const ended = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
  await cdp.send("Tracing.end");
  await ended;
  cdp.off("Tracing.dataCollected", collect);
  return events;
}

/** Frames drawn a second between the first and the last, and the longest wait for one. */
export function framesIn(events) {
  const drawn = events
    .filter(({ name }) => name === "DrawFrame")
    .map(({ ts }) => ts / 1000)
    .sort((a, b) => a - b);
  const gaps = drawn.slice(1).map((at, place) => at - drawn[place]);
  const tookMs = (drawn.at(-1) ?? 0) - (drawn[0] ?? 0);
  return { perSecond: (gaps.length / tookMs) * 1000, longestMs: Math.max(0, ...gaps) };
}
