import { stopRepeat } from "../../actions/message/stopRepeat.js";
import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Composer.module.css";

/** How far a list that is being repeated has come, and the way to stop it. */
export function Repeating({ tab }: { readonly tab: RequestTab }) {
  const app = useApp();
  const { connections } = app.workbench;
  const { t, locale } = useText();
  useObservable(connections.states);
  const repeat = connections.of(tab)?.repeat;
  if (repeat === undefined) return null;
  const sent = formatCount(repeat.sent, locale);
  return (
    <>
      <span className={styles.repeating} role="status" aria-live="off">
        {repeat.total === undefined
          ? t("repeat.sent", { sent })
          : t("repeat.sentOf", { sent, total: formatCount(repeat.total, locale) })}
      </span>
      <Button look="danger" onPress={() => stopRepeat.run(app)}>
        {t("action.stopRepeat")}
      </Button>
    </>
  );
}
