import { useLingui } from "@lingui/react";
import { useState } from "react";
import type { Problem, RowDetail } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { type CopyForm, copyForms } from "../../model/detail/copies.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Detail.module.css";
import { MarkButton } from "./MarkButton.js";
import { MuteButton } from "./MuteButton.js";

/** Send again, edit and send, copy in many forms, open its ack, mark, mute: on one line, for what is below needs the height. */
export function RowTools({ view, detail }: { readonly view: TimelineView; readonly detail: RowDetail }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { i18n } = useLingui();
  const connection = useObservable(workbench.connections.states).get(detail.row.connectionId);
  useObservable(workbench.tabs.state);
  const [copied, setCopied] = useState<CopyForm>();
  const [problem, setProblem] = useState<Problem>();
  const { pairSeq } = detail.row;
  const canResend = view.captureId === undefined && workbench.resend.canResend(detail);

  const copy = async (form: CopyForm) => {
    const result = await workbench.copies.write(form, detail, connection);
    setProblem(result.ok ? undefined : result.problem);
    setCopied(result.ok ? form : undefined);
    if (result.ok) await navigator.clipboard.writeText(result.value);
  };
  return (
    <div className={styles.rowTools}>
      {canResend && (
        <>
          <Button look="quiet" size="small" onPress={() => void workbench.resend.again(detail)}>
            <Icon name="repeat" size={12} />
            {t("detail.sendAgain")}
          </Button>
          <Button
            look="quiet"
            size="small"
            aria-label={t("detail.edit")}
            onPress={() => workbench.resend.edit(detail)}
          >
            <Icon name="edit" size={12} />
            {t("detail.editShort")}
          </Button>
        </>
      )}
      <Menu
        label={t("detail.copyAs")}
        entries={copyForms(view.captureId === undefined ? connection : undefined).map((id) => ({
          id,
          label: t(`copy.${id}`),
        }))}
        onAction={(id) => void copy(id as CopyForm)}
      >
        <Button look="quiet" size="small">
          <Icon name={copied === undefined ? "copy" : "check"} size={12} />
          {t("detail.copyAs")}
          <Icon name="chevronDown" size={10} />
        </Button>
      </Menu>
      {pairSeq !== undefined && (
        <IconButton
          label={detail.row.kind === "ack" ? t("detail.openEmit") : t("detail.openAck")}
          shortcut="p"
          onPress={() => void view.openSeq(pairSeq)}
        >
          <Icon name="right" size={13} />
        </IconButton>
      )}
      <MarkButton view={view} row={detail.row} onProblem={setProblem} />
      {detail.row.kind === "event" && detail.row.event !== undefined && (
        <MuteButton view={view} event={detail.row.event} />
      )}
      <span className={styles.toolStatus} role="status">
        {problem
          ? problemText(i18n, problem).message
          : copied && t("detail.copiedAs", { form: t(`copy.${copied}`) })}
      </span>
    </div>
  );
}
