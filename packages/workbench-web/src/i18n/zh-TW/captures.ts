import type { Area } from "../area.js";
import type { captures as en } from "../en/captures.js";

export const captures: Area<typeof en> = {
  "capture.live": "即時",
};
