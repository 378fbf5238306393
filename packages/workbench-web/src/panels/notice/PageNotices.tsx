import { useLingui } from "@lingui/react";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import type { PageNotice } from "../../model/notices.js";
import { useApp } from "../../ui/AppContext.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./PageNotices.module.css";

/** What was done and can be taken back, and what could not be done. Read aloud as it comes. */
export function PageNotices() {
  const { notices } = useApp().workbench;
  const { t } = useText();
  const all = useObservable(notices.all);
  return (
    <section className={styles.notices} aria-label={t("notice.region")} aria-live="polite">
      {all.map((notice) => (
        <div key={notice.id} className={styles.notice} data-kind={notice.kind}>
          <Content notice={notice} />
          {notice.kind === "deleted" && (
            <Button
              size="small"
              onPress={() => {
                notices.dismiss(notice.id);
                notice.undo();
              }}
            >
              {t("notice.undo")}
            </Button>
          )}
          <IconButton label={t("notice.dismiss")} onPress={() => notices.dismiss(notice.id)}>
            <Icon name="close" size={12} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}

function Content({ notice }: { readonly notice: PageNotice }) {
  const { t } = useText();
  const { i18n } = useLingui();
  if (notice.kind === "deleted") {
    return <span className={styles.text}>{t("notice.deleted", { name: notice.name })}</span>;
  }
  const { message, advice } = problemText(i18n, notice.problem);
  return (
    <span className={styles.text}>
      <strong>{message}</strong> {advice}
    </span>
  );
}
