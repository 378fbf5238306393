import type { ProjectNode } from "signalbox/contract";
import { Observable } from "./observable.js";
import type { Preferences } from "./preferences.js";
import type { Workbench } from "./workbench.js";

/** What lies over the page at the moment. */
export type Overlay =
  | "none"
  | "palette"
  | "shortcuts"
  | "environments"
  | "import"
  | { readonly kind: "saveAs"; readonly tabId: string }
  | { readonly kind: "exportRequests"; readonly path: string }
  | { readonly kind: "exportCapture"; readonly captureId: string | undefined }
  | { readonly kind: "makeScenario"; readonly captureId: string | undefined }
  | { readonly kind: "newFolder"; readonly parent: string }
  | { readonly kind: "rename"; readonly node: ProjectNode }
  | { readonly kind: "move"; readonly node: ProjectNode }
  | { readonly kind: "broken"; readonly node: Extract<ProjectNode, { kind: "broken" }> }
  | { readonly kind: "closeUnsaved"; readonly tabId: string }
  | { readonly kind: "saveMessage"; readonly tabId: string; readonly messageId?: string }
  | { readonly kind: "repeat"; readonly tabId: string }
  | { readonly kind: "close"; readonly tabId: string }
  | { readonly kind: "frame"; readonly tabId: string; readonly frame: FrameKind };

/** Control frames and faults that ask for something first. */
export type FrameKind = "ping" | "pong" | "fragments" | "reserved-bits" | "reserved-opcode" | "raw";

/** Everything a view or an action can reach. */
export interface App {
  readonly workbench: Workbench;
  readonly preferences: Preferences;
  readonly overlay: Observable<Overlay>;
}

export function createApp(workbench: Workbench, preferences: Preferences): App {
  return { workbench, preferences, overlay: new Observable<Overlay>("none") };
}
