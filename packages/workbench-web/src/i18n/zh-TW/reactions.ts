import type { Area } from "../area.js";
import type { reactions as en } from "../en/reactions.js";

export const reactions: Area<typeof en> = {};
