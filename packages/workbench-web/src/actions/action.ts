import type { PlainKey } from "../i18n/index.js";
import type { App } from "../model/app.js";
import type { RequestTab } from "../model/tabs/tabs.js";
import type { IconName } from "../ui/Icon.js";

/** Where the palette and the list of shortcuts show an action. */
export type ActionGroup = "connection" | "project" | "message" | "frame" | "timeline" | "view" | "go";

/** Something a person can do: feeds the palette, the shortcuts, menus and buttons alike. */
export interface Action {
  readonly id: string;
  readonly label: PlainKey;
  readonly group: ActionGroup;
  readonly icon: IconName;
  /** In tinykeys' notation. */
  readonly keys?: string;
  /** A single character: works only where nothing is being typed. */
  readonly isBareKey?: boolean;
  /** Absent: always. */
  readonly isAvailable?: (app: App) => boolean;
  readonly run: (app: App) => void;
}

export function activeRequest(app: App): RequestTab | undefined {
  const tab = app.workbench.tabs.active();
  return tab?.kind === "request" ? tab : undefined;
}

export const hasRequest = (app: App): boolean => activeRequest(app) !== undefined;
export const hasTab = (app: App): boolean => app.workbench.tabs.active() !== undefined;
