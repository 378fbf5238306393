import type { Mark } from "../contract/index.js";
import { done, refused } from "../result.js";
import type { CaptureSource } from "../timeline/index.js";
import type { Workbench } from "../workbench.js";
import { attempt, on } from "./calls.js";
import type { PageSocket, PageViews } from "./page-views.js";
import { checkFilter, checkMark } from "./timeline-checks.js";

const defaultDetailBytes = 2 ** 20;

/** Answers what one page asks of the timeline. */
export function serveTimeline(socket: PageSocket, workbench: Workbench, views: PageViews): void {
  const { captures } = workbench;
  const nameOf = (viewId: string) => views.nameOf(socket, viewId);
  const askView = <T>(viewId: string, ask: (source: CaptureSource, name: string) => Promise<T>) =>
    attempt(() => {
      const name = nameOf(viewId);
      // A capture does not know the view either, and says so.
      return ask(views.sourceOf(name) ?? workbench.timeline, name);
    });

  on(socket, "timeline:watch", async ({ viewId, filter, captureId }, ack) => {
    const name = nameOf(viewId);
    const problem = checkFilter(filter) ?? views.check(name);
    if (problem) {
      ack(refused(problem));
      return;
    }
    const result = await attempt(async () => {
      const source = await captures.source(captureId);
      const change = await source.watch(name, filter);
      if (socket.connected) views.add(socket, name, source);
      else await source.unwatch(name);
      return { ...change, viewId };
    });
    ack(result);
  });
  on(socket, "timeline:unwatch", async ({ viewId }, ack) => {
    await views.remove(nameOf(viewId));
    ack(done);
  });
  on(socket, "timeline:rows", async ({ viewId, from, count }, ack) => {
    ack(await askView(viewId, (source, name) => source.rows(name, from, count)));
  });
  on(socket, "timeline:position", async ({ viewId, timeUs, seq }, ack) => {
    const at = seq === undefined ? { timeUs: Number(timeUs) } : { seq: Number(seq) };
    ack(await askView(viewId, (source, name) => source.position(name, at)));
  });
  on(socket, "timeline:detail", async ({ seq, limit = defaultDetailBytes, captureId }, ack) => {
    ack(await attempt(async () => (await captures.source(captureId)).detail(seq, limit)));
  });
  on(socket, "timeline:mark", async ({ seq, mark, captureId }, ack) => {
    // Socket.IO writes an undefined as null.
    const wanted: Mark | undefined = mark ?? undefined;
    const problem = checkMark(wanted);
    if (problem) {
      ack(refused(problem));
      return;
    }
    const result = await attempt(async () => {
      await (await captures.source(captureId)).mark(seq, wanted);
      return null;
    });
    ack(result);
  });
  on(socket, "timeline:catalogue", async ({ connectionIds, captureId }, ack) => {
    ack(await attempt(async () => (await captures.source(captureId)).catalogue(connectionIds ?? undefined)));
  });
}
