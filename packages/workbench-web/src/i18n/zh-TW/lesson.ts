import type { Area } from "../area.js";
import type { lesson as en } from "../en/lesson.js";

export const lesson: Area<typeof en> = {};
