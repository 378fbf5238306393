import { useLingui } from "@lingui/react";
import { useState } from "react";
import type { CaptureInfo } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { formatBytes, formatCount, formatElapsed } from "../../model/format.js";
import { useApp } from "../../ui/AppContext.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Captures.module.css";
import { captureTitle } from "./captureTitle.js";

export function CaptureLine({ info }: { readonly info: CaptureInfo }) {
  const { workbench, overlay } = useApp();
  const { captures } = workbench;
  const { t, locale } = useText();
  const { i18n } = useLingui();
  const [asked, ask] = useState<"name" | "delete">();
  const title = captureTitle(info, locale);
  const started = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <span>
          {info.current && <Icon name="record" size={12} />}
          {info.name === "" && info.current ? t("capture.live") : title}
        </span>
        {info.problem && <p className={styles.problem}>{problemText(i18n, info.problem).message}</p>}
      </th>
      <td>{started.format(info.startedAt)}</td>
      <td className={styles.number}>{formatElapsed((info.endedAt ?? Date.now()) - info.startedAt)}</td>
      <td className={styles.number}>{formatCount(info.messages, locale)}</td>
      <td className={styles.number}>{formatBytes(info.bytesOnDisk, locale)}</td>
      <td>
        <Check
          label={t("captures.keepOne", { title })}
          isOn={info.kept}
          isDisabled={info.problem !== undefined}
          onChange={(kept) => void captures.keep(info.id, kept)}
        />
      </td>
      <td className={styles.actions}>
        <Button
          size="small"
          isDisabled={info.problem !== undefined}
          aria-label={t("captures.openOne", { title })}
          onPress={() => captures.open(info, title)}
        >
          {t("captures.open")}
        </Button>
        <IconButton
          label={t("exchange.exportOne", { title })}
          isDisabled={info.problem !== undefined}
          onPress={() => overlay.set({ kind: "exportCapture", captureId: info.id })}
        >
          <Icon name="up" size={13} />
        </IconButton>
        <IconButton
          label={t("captures.renameOne", { title })}
          isDisabled={info.problem !== undefined}
          onPress={() => ask("name")}
        >
          <Icon name="edit" size={13} />
        </IconButton>
        <IconButton
          label={t("captures.deleteOne", { title })}
          isDisabled={info.current}
          onPress={() => ask("delete")}
        >
          <Icon name="close" size={13} />
        </IconButton>
        {asked === "name" && <NameDialog info={info} onClose={() => ask(undefined)} />}
        {asked === "delete" && <DeleteDialog info={info} title={title} onClose={() => ask(undefined)} />}
      </td>
    </tr>
  );
}

function NameDialog({ info, onClose }: { readonly info: CaptureInfo; readonly onClose: () => void }) {
  const { captures } = useApp().workbench;
  const { t } = useText();
  const [name, setName] = useState(info.name);
  return (
    <FormDialog
      title={t("captures.rename")}
      submitLabel={t("captures.saveName")}
      onSubmit={() => {
        void captures.rename(info.id, name.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <Field label={t("captures.name")} showLabel value={name} onChange={setName} autoFocus />
    </FormDialog>
  );
}

interface DeleteDialogProps {
  readonly info: CaptureInfo;
  readonly title: string;
  readonly onClose: () => void;
}

function DeleteDialog({ info, title, onClose }: DeleteDialogProps) {
  const { captures } = useApp().workbench;
  const { t, locale } = useText();
  return (
    <FormDialog
      title={t("captures.delete")}
      submitLabel={t("captures.deleteNow")}
      look="danger"
      onSubmit={() => {
        void captures.delete(info.id);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t("captures.deleteAsk", { title, rows: formatCount(info.messages, locale) })}</p>
    </FormDialog>
  );
}
