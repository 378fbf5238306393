import { useText } from "../../i18n/index.js";
import { CAPTURE_FORMATS } from "../../model/exchange/exchange.js";
import { useApp } from "../../ui/AppContext.js";
import { ExportDialog } from "./ExportDialog.js";

export interface ExportCaptureDialogProps {
  /** Undefined: the one that is recorded. */
  readonly captureId: string | undefined;
  readonly onClose: () => void;
}

export function ExportCaptureDialog({ captureId, onClose }: ExportCaptureDialogProps) {
  const { exchange } = useApp().workbench;
  const { t } = useText();
  const formats = CAPTURE_FORMATS.map((id) => ({ id, label: t(`format.${id}`) }));
  return (
    <ExportDialog
      title={t("exchange.exportCaptureTitle")}
      formats={formats}
      first="har"
      onExport={(format, withSecrets) => exchange.exportCapture(captureId, format, withSecrets)}
      onClose={onClose}
    />
  );
}
