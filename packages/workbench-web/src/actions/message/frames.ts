import type { FaultMessage } from "signalbox/contract";
import type { PlainKey } from "../../i18n/index.js";
import type { App, FrameKind } from "../../model/app.js";
import { type Action, activeRequest, hasRequest } from "../action.js";

/** Frames that ask for something first: their dialog opens. */
const asking: readonly { readonly frame: FrameKind; readonly label: PlainKey }[] = [
  { frame: "ping", label: "frame.ping" },
  { frame: "pong", label: "frame.pong" },
  { frame: "fragments", label: "frame.fragments" },
  { frame: "reserved-bits", label: "frame.reserved-bits" },
  { frame: "reserved-opcode", label: "frame.reserved-opcode" },
  { frame: "raw", label: "frame.raw" },
];

/** Faults that go out as they are. */
const plain: readonly { readonly fault: FaultMessage["fault"]; readonly label: PlainKey }[] = [
  { fault: { type: "invalid-utf8" }, label: "frame.invalid-utf8" },
  { fault: { type: "wrong-mask" }, label: "frame.wrong-mask" },
  { fault: { type: "truncated" }, label: "frame.truncated" },
  { fault: { type: "half-close" }, label: "frame.half-close" },
];

function withTab(app: App, run: (tabId: string) => void): void {
  const tab = activeRequest(app);
  if (tab !== undefined) run(tab.id);
}

/** Control frames and faults on purpose, one action each. */
export const frameActions: readonly Action[] = [
  ...asking.map(
    ({ frame, label }): Action => ({
      id: `frame-${frame}`,
      label,
      group: "frame",
      icon: frame === "ping" || frame === "pong" ? "pulse" : "problem",
      isAvailable: hasRequest,
      run: (app) => withTab(app, (tabId) => app.overlay.set({ kind: "frame", tabId, frame })),
    }),
  ),
  ...plain.map(
    ({ fault, label }): Action => ({
      id: `frame-${fault.type}`,
      label,
      group: "frame",
      icon: "problem",
      isAvailable: hasRequest,
      run: (app) =>
        withTab(app, (tabId) => void app.workbench.connections.send(tabId, { kind: "fault", fault })),
    }),
  ),
];
