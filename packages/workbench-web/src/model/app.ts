import { Observable } from "./observable.js";
import type { Preferences } from "./preferences.js";
import type { Workbench } from "./workbench.js";

/** What lies over the page at the moment. */
export type Overlay = "none" | "palette" | "shortcuts";

/** Everything a view or an action can reach. */
export interface App {
  readonly workbench: Workbench;
  readonly preferences: Preferences;
  readonly overlay: Observable<Overlay>;
}

export function createApp(workbench: Workbench, preferences: Preferences): App {
  return { workbench, preferences, overlay: new Observable<Overlay>("none") };
}
