import { Heading } from "react-aria-components/Heading";
import type { ActionGroup } from "../../actions/action.js";
import { actions } from "../../actions/index.js";
import { type PlainKey, useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import { Icon } from "../../ui/Icon.js";
import { Kbd } from "../../ui/Kbd.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Shortcuts.module.css";

const GROUPS: readonly ActionGroup[] = ["connection", "project", "message", "timeline", "go", "view"];

type KeyLines = readonly (readonly [keys: string, label: PlainKey])[];

/** Keys that work inside the project's tree only. */
const TREE_KEYS: KeyLines = [
  ["F2", "shortcuts.renameNode"],
  ["F6", "shortcuts.moveNode"],
  ["Delete", "shortcuts.deleteNode"],
];

/** Keys that work inside the timeline only; they are no actions of their own. */
const TIMELINE_KEYS: KeyLines = [
  ["ArrowUp", "shortcuts.previousRow"],
  ["ArrowDown", "shortcuts.nextRow"],
  ["Home", "shortcuts.firstRow"],
  ["End", "shortcuts.lastRow"],
  ["Enter", "shortcuts.openRow"],
  ["Space", "shortcuts.pauseHere"],
  ["n", "shortcuts.nextMatch"],
  ["Shift+N", "shortcuts.previousMatch"],
  ["p", "shortcuts.pair"],
  ["m", "shortcuts.mark"],
  ["r", "shortcuts.reference"],
];

const LOCAL_KEYS: Partial<Record<ActionGroup, KeyLines>> = { project: TREE_KEYS, timeline: TIMELINE_KEYS };

export function Shortcuts() {
  const { overlay } = useApp();
  const { t } = useText();
  const shown = useObservable(overlay);
  const close = () => overlay.set("none");
  return (
    <Dialog label={t("shortcuts.title")} isOpen={shown === "shortcuts"} onClose={close} width={780}>
      <div className={styles.head}>
        <Heading slot="title" level={2} className={styles.title ?? ""}>
          {t("shortcuts.title")}
        </Heading>
        <IconButton label={t("shortcuts.close")} onPress={close}>
          <Icon name="close" />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.groups} tabIndex={0} aria-label={t("shortcuts.title")}>
        <div className={styles.columns}>
          {GROUPS.map((group) => (
            <section key={group} className={styles.group}>
              <h3>{t(`group.${group}`)}</h3>
              <dl>
                {actions.flatMap(({ id, label, keys, group: of }) =>
                  of === group && keys !== undefined ? [<Line key={id} keys={keys} label={t(label)} />] : [],
                )}
                {(LOCAL_KEYS[group] ?? []).map(([keys, label]) => (
                  <Line key={label} keys={keys} label={t(label)} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
    </Dialog>
  );
}

function Line({ keys, label }: { readonly keys: string; readonly label: string }) {
  return (
    <div className={styles.line}>
      <dt>{label}</dt>
      <dd>
        <Kbd keys={keys} />
      </dd>
    </div>
  );
}
