import type { Area } from "../area.js";
import type { events as en } from "../en/events.js";

export const events: Area<typeof en> = {};
