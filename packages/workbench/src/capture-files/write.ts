import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { Timeline } from "../timeline/index.js";

/** Writes a capture file in one go. */
export async function writeCapture(path: string, fill: (capture: Timeline) => void): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const timeline = await Timeline.open({ path });
  try {
    fill(timeline);
    await timeline.flush();
  } finally {
    await timeline.close();
  }
}
