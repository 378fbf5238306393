import { actions } from "./actions.js";
import { address } from "./address.js";
import { captures } from "./captures.js";
import { composer } from "./composer.js";
import { detail } from "./detail.js";
import { docs } from "./docs.js";
import { environments } from "./environments.js";
import { events } from "./events.js";
import { exchange } from "./exchange.js";
import { frame } from "./frame.js";
import { lesson } from "./lesson.js";
import { problems } from "./problems.js";
import { project } from "./project.js";
import { reactions } from "./reactions.js";
import { request } from "./request.js";
import { scenarios } from "./scenarios.js";
import { timeline } from "./timeline.js";
import { welcome } from "./welcome.js";

/** 繁體中文（台灣）。 */
export const zhTW = {
  ...actions,
  ...address,
  ...captures,
  ...composer,
  ...detail,
  ...docs,
  ...environments,
  ...events,
  ...exchange,
  ...frame,
  ...lesson,
  ...problems,
  ...project,
  ...reactions,
  ...request,
  ...scenarios,
  ...timeline,
  ...welcome,
};
