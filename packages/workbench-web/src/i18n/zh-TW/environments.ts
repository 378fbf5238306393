import type { Area } from "../area.js";
import type { environments as en } from "../en/environments.js";

export const environments: Area<typeof en> = {};
