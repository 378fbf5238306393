import { useText } from "../../i18n/index.js";
import { COLLECTION_FORMATS } from "../../model/exchange/exchange.js";
import { useApp } from "../../ui/AppContext.js";
import { ExportDialog } from "./ExportDialog.js";

export interface ExportRequestsDialogProps {
  /** A request or folder; empty for all. */
  readonly path: string;
  readonly onClose: () => void;
}

export function ExportRequestsDialog({ path, onClose }: ExportRequestsDialogProps) {
  const { exchange } = useApp().workbench;
  const { t } = useText();
  const formats = COLLECTION_FORMATS.map((id) => ({ id, label: t(`format.${id}`) }));
  return (
    <ExportDialog
      title={t("exchange.exportRequestsTitle")}
      formats={formats}
      first="postman"
      onExport={(format, withSecrets) => exchange.exportRequests(path, format, withSecrets)}
      onClose={onClose}
    >
      <p>{path === "" ? t("exchange.all") : path}</p>
    </ExportDialog>
  );
}
