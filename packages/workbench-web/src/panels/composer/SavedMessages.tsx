import { Button as AriaButton } from "react-aria-components/Button";
import type { SavedMessage } from "signalbox/contract";
import { saveMessage } from "../../actions/message/saveMessage.js";
import { useText } from "../../i18n/index.js";
import { fromMessage, toMessage } from "../../model/composer/message.js";
import { changeMessage, removeMessage } from "../../model/composer/savedMessages.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import styles from "./SavedMessages.module.css";

/** Messages kept with the request: a click puts one into the editor. */
export function SavedMessages({ tab }: { readonly tab: RequestTab }) {
  const app = useApp();
  const { t } = useText();
  const { messages } = tab.draft;
  return (
    <section className={styles.pane} aria-label={t("savedMessages.label")}>
      <h3 className={styles.title}>{t("savedMessages.label")}</h3>
      <ul className={styles.list}>
        {messages.map((saved) => (
          <Line key={saved.id} tab={tab} saved={saved} />
        ))}
        <li>
          <AriaButton className={styles.add ?? ""} onPress={() => saveMessage.run(app)}>
            <Icon name="plus" size={12} />
            {t("savedMessages.add")}
          </AriaButton>
        </li>
      </ul>
    </section>
  );
}

function Line({ tab, saved }: { readonly tab: RequestTab; readonly saved: SavedMessage }) {
  const { workbench, overlay } = useApp();
  const { t } = useText();
  const isOn = tab.composer.savedId === saved.id;
  const use = () => {
    const composer = fromMessage(saved.message);
    if (composer !== undefined) workbench.editComposer(tab.id, () => ({ ...composer, savedId: saved.id }));
  };
  const update = () => {
    const wanted = toMessage(tab.composer, tab.draft.request.protocol, true);
    if (!wanted.ok) return;
    workbench.edit(tab.id, (draft) => ({
      ...draft,
      messages: changeMessage(draft.messages, saved.id, { message: wanted.message }),
    }));
  };
  const remove = () =>
    workbench.edit(tab.id, (draft) => ({ ...draft, messages: removeMessage(draft.messages, saved.id) }));
  const run: Readonly<Record<string, () => void>> = {
    send: () => void workbench.connections.send(tab.id, saved.message),
    update,
    rename: () => overlay.set({ kind: "saveMessage", tabId: tab.id, messageId: saved.id }),
    remove,
  };
  return (
    <li className={isOn ? `${styles.line} ${styles.on}` : styles.line}>
      <AriaButton className={styles.use ?? ""} onPress={use} {...(isOn ? { "aria-current": true } : {})}>
        <span className={styles.name}>{saved.name}</span>
        {saved.description !== undefined && <span className={styles.description}>{saved.description}</span>}
      </AriaButton>
      <Menu
        label={t("savedMessages.more", { name: saved.name })}
        entries={[
          { id: "send", label: t("savedMessages.send"), icon: "up" },
          { id: "update", label: t("savedMessages.update"), icon: "check" },
          { id: "rename", label: t("savedMessages.rename"), icon: "edit" },
          { id: "remove", label: t("savedMessages.remove"), icon: "close" },
        ]}
        onAction={(id) => run[id]?.()}
      >
        <IconButton label={t("savedMessages.more", { name: saved.name })}>
          <Icon name="more" />
        </IconButton>
      </Menu>
    </li>
  );
}
