import type { Area } from "../area.js";
import type { project as en } from "../en/project.js";

export const project: Area<typeof en> = {
  "sidebar.add": "新增連線",
  "sidebar.captures": "擷取",
  "sidebar.connections": "連線",
  "sidebar.label": "連線與擷取",
  "sidebar.none": "還沒有連線。",
  "sidebar.playground": "練習場",
};
