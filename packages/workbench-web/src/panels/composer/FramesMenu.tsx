import { behaviourActions } from "../../actions/message/behaviour.js";
import { closeWithCode } from "../../actions/message/closeWithCode.js";
import { frameActions } from "../../actions/message/frames.js";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { useObservable } from "../../ui/useObservable.js";

const entries = [...frameActions.slice(0, 2), closeWithCode, ...frameActions.slice(2), ...behaviourActions];

/** Control frames and faults on purpose, and what the connection is told not to do by itself. */
export function FramesMenu({ tab }: { readonly tab: RequestTab }) {
  const app = useApp();
  const { connections } = app.workbench;
  const { t } = useText();
  useObservable(connections.states);
  const { answersHeartbeats = true, reads = true } = connections.of(tab)?.behaviour ?? {};
  const isOff = (id: string) =>
    (id === "toggleHeartbeats" && !answersHeartbeats) || (id === "toggleReading" && !reads);
  return (
    <Menu
      label={t("frame.menu")}
      entries={entries.map(({ id, label, icon }) => ({
        id,
        label: t(label),
        icon: isOff(id) ? "check" : icon,
      }))}
      onAction={(id) => entries.find((entry) => entry.id === id)?.run(app)}
    >
      <Button>
        {t("frame.menu")}
        <Icon name="chevronDown" size={12} />
      </Button>
    </Menu>
  );
}
