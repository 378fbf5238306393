import { type ReactNode, useState } from "react";
import type { ExportReport, Problem, Result } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { Check } from "../../ui/Check.js";
import { download } from "../../ui/download.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { Notice } from "../../ui/Notice.js";
import { Select } from "../../ui/Select.js";
import styles from "./Exchange.module.css";
import { Losses } from "./Losses.js";

export interface ExportDialogProps<Format extends string> {
  readonly title: string;
  readonly formats: readonly { readonly id: Format; readonly label: string }[];
  readonly first: Format;
  readonly onExport: (format: Format, withSecrets: boolean) => Promise<Result<ExportReport>>;
  readonly onClose: () => void;
  /** What is exported, where that is a choice. */
  readonly children?: ReactNode;
}

/** Writes something for another tool and hands the files to the browser. */
export function ExportDialog<Format extends string>(props: ExportDialogProps<Format>) {
  const { title, formats, first, onExport, onClose, children } = props;
  const { t, i18n } = useText();
  const [format, setFormat] = useState(first);
  const [withSecrets, setWithSecrets] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [report, setReport] = useState<ExportReport>();

  const submit = async () => {
    const result = await onExport(format, withSecrets);
    if (!result.ok) {
      setProblem(result.problem);
      return;
    }
    for (const { name, text } of result.value.files) download(new Blob([text]), name.replaceAll("/", "-"));
    setReport(result.value);
  };

  if (report !== undefined) {
    return (
      <FormDialog title={title} submitLabel={t("exchange.done")} onSubmit={onClose} onClose={onClose}>
        <p className={styles.made} role="status">
          {t("exchange.exported", { count: report.files.length })}
        </p>
        <Losses title={t("exchange.notWritten")} losses={report.losses} />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={title}
      submitLabel={t("exchange.export")}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {children}
      <Select label={t("exchange.format")} value={format} options={formats} onChange={setFormat} />
      <Check isOn={withSecrets} onChange={setWithSecrets}>
        {t("exchange.withSecrets")}
      </Check>
      {problem !== undefined && (
        <Notice tone="bad" icon="problem">
          {problemText(i18n, problem).message}
        </Notice>
      )}
    </FormDialog>
  );
}
