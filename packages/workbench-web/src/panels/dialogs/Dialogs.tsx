import type { Overlay } from "../../model/app.js";
import { useApp } from "../../ui/AppContext.js";
import { useObservable } from "../../ui/useObservable.js";
import { EnvironmentsDialog } from "../environments/EnvironmentsDialog.js";
import { ExportCaptureDialog } from "../exchange/ExportCaptureDialog.js";
import { ExportRequestsDialog } from "../exchange/ExportRequestsDialog.js";
import { ImportDialog } from "../exchange/ImportDialog.js";
import { BrokenFileDialog } from "../project/BrokenFileDialog.js";
import { MoveDialog } from "../project/MoveDialog.js";
import { NewFolderDialog, RenameDialog } from "../project/NameDialog.js";
import { SaveAsDialog } from "../project/SaveAsDialog.js";
import { MakeScenarioDialog } from "../scenarios/MakeScenarioDialog.js";
import { CloseDialog } from "./CloseDialog.js";
import { CloseUnsavedDialog } from "./CloseUnsavedDialog.js";
import { FrameDialog } from "./FrameDialog.js";
import { RepeatDialog } from "./RepeatDialog.js";
import { SaveMessageDialog } from "./SaveMessageDialog.js";

type Asked = Extract<Overlay, { kind: string }>;

/** The dialog that is open, if one is. The palette and the shortcuts are not among these. */
export function Dialogs() {
  const { overlay } = useApp();
  const open = useObservable(overlay);
  const close = () => overlay.set("none");
  if (open === "environments") return <EnvironmentsDialog onClose={close} />;
  if (open === "import") return <ImportDialog onClose={close} />;
  if (typeof open === "string") return null;
  return "tabId" in open ? (
    <TabDialog asked={open} onClose={close} />
  ) : (
    <ProjectDialog asked={open} onClose={close} />
  );
}

interface DialogProps<T> {
  readonly asked: T;
  readonly onClose: () => void;
}

function TabDialog({ asked, onClose }: DialogProps<Extract<Asked, { tabId: string }>>) {
  const { tabs } = useApp().workbench;
  useObservable(tabs.state);
  const tab = tabs.findRequest(asked.tabId);
  if (tab === undefined) return null;
  switch (asked.kind) {
    case "saveAs":
      return <SaveAsDialog tab={tab} onClose={onClose} />;
    case "closeUnsaved":
      return <CloseUnsavedDialog tab={tab} onClose={onClose} />;
    case "saveMessage":
      return <SaveMessageDialog tab={tab} messageId={asked.messageId} onClose={onClose} />;
    case "repeat":
      return <RepeatDialog tab={tab} onClose={onClose} />;
    case "close":
      return <CloseDialog tab={tab} onClose={onClose} />;
    case "frame":
      return <FrameDialog tab={tab} frame={asked.frame} onClose={onClose} />;
  }
}

function ProjectDialog({ asked, onClose }: DialogProps<Exclude<Asked, { tabId: string }>>) {
  switch (asked.kind) {
    case "exportRequests":
      return <ExportRequestsDialog path={asked.path} onClose={onClose} />;
    case "exportCapture":
      return <ExportCaptureDialog captureId={asked.captureId} onClose={onClose} />;
    case "makeScenario":
      return <MakeScenarioDialog captureId={asked.captureId} onClose={onClose} />;
    case "newFolder":
      return <NewFolderDialog parent={asked.parent} onClose={onClose} />;
    case "rename":
      return <RenameDialog node={asked.node} onClose={onClose} />;
    case "move":
      return <MoveDialog node={asked.node} onClose={onClose} />;
    case "broken":
      return <BrokenFileDialog node={asked.node} onClose={onClose} />;
  }
}
