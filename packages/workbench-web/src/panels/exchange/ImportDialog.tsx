import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import type { ImportReport, Problem } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { readChosen } from "../../model/exchange/exchange.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { Icon } from "../../ui/Icon.js";
import { Notice } from "../../ui/Notice.js";
import dialogs from "../dialogs/Dialogs.module.css";
import { FolderChoice } from "../project/FolderChoice.js";
import styles from "./Exchange.module.css";
import { Losses } from "./Losses.js";

/** Takes over requests, or recorded traffic, from a file of another tool. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { exchange } = useApp().workbench;
  const { t, i18n } = useText();
  const [chosen, choose] = useState<readonly File[]>([]);
  const [into, setInto] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [report, setReport] = useState<ImportReport>();
  const [first] = chosen;

  const select = (files: FileList | null) => {
    setProblem(undefined);
    choose(files === null ? [] : [...files]);
  };
  const submit = async () => {
    const result = await exchange.import(await readChosen(chosen), into);
    if (result.ok) setReport(result.value);
    else setProblem(result.problem);
  };

  if (report !== undefined) {
    return (
      <FormDialog
        title={t("exchange.importTitle")}
        submitLabel={t("exchange.done")}
        onSubmit={onClose}
        onClose={onClose}
      >
        <Imported report={report} />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={t("exchange.importTitle")}
      submitLabel={t("exchange.import")}
      isSubmitDisabled={first === undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className={dialogs.hint}>{t("exchange.importHint")}</p>
      <div className={styles.chooser}>
        <FileTrigger onSelect={select}>
          <Button autoFocus>
            <Icon name="file" size={13} />
            {t("exchange.chooseFile")}
          </Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={select}>
          <Button>
            <Icon name="folder" size={13} />
            {t("exchange.chooseFolder")}
          </Button>
        </FileTrigger>
      </div>
      {first !== undefined && (
        <p className={styles.chosen}>{t("exchange.chosen", { count: chosen.length, name: first.name })}</p>
      )}
      <span className={dialogs.label} aria-hidden="true">
        {t("exchange.into")}
      </span>
      <FolderChoice value={into} onChange={setInto} />
      {problem !== undefined && (
        <Notice tone="bad" icon="problem">
          {problemText(i18n, problem).message}
        </Notice>
      )}
    </FormDialog>
  );
}

function Imported({ report }: { readonly report: ImportReport }) {
  const { t } = useText();
  const { requests, captures, losses } = report;
  return (
    <>
      <p className={styles.made} role="status">
        {captures.length > 0
          ? captures.map((name) => t("exchange.importedCapture", { name })).join(" ")
          : t("exchange.importedRequests", { count: requests.length })}
      </p>
      <Losses title={t("exchange.notTaken")} losses={losses} />
    </>
  );
}
