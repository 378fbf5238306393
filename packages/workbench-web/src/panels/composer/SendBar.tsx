import { repeat } from "../../actions/message/repeat.js";
import { send } from "../../actions/message/send.js";
import { useText } from "../../i18n/index.js";
import { namespaceOf } from "../../model/request/request.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Kbd } from "../../ui/Kbd.js";
import { Select } from "../../ui/Select.js";
import { AckChoice } from "./AckChoice.js";
import styles from "./Composer.module.css";
import { FramesMenu } from "./FramesMenu.js";
import type { EditComposer } from "./Message.js";
import { Repeating } from "./Repeating.js";
import { SendFault } from "./SendFault.js";

/** Below the editor: how it is sent, and Send. */
export function SendBar({ tab, edit }: { readonly tab: RequestTab; readonly edit: EditComposer }) {
  const app = useApp();
  const { t } = useText();
  return (
    <div className={styles.bar}>
      {tab.draft.request.protocol === "socket.io" && (
        <>
          <AckChoice draft={tab.composer} onChange={edit} />
          <NamespaceChoice tab={tab} edit={edit} />
        </>
      )}
      <SendFault tab={tab} />
      <Repeating tab={tab} />
      <FramesMenu tab={tab} />
      <Button onPress={() => repeat.run(app)}>{t("action.repeat")}</Button>
      <Button look="primary" onPress={() => send.run(app)}>
        {t("action.send")}
        <Kbd keys={send.keys} inherit />
      </Button>
    </div>
  );
}

/** The namespace that the event goes to: a choice where the connection has more than one. */
function NamespaceChoice({ tab, edit }: { readonly tab: RequestTab; readonly edit: EditComposer }) {
  const { t } = useText();
  const { request } = tab.draft;
  const own = namespaceOf(request);
  const further = request.protocol === "socket.io" ? (request.namespaces ?? []) : [];
  const names = [...new Set([own, ...further.map(({ name }) => name).filter((name) => name !== "")])];
  if (names.length === 1) {
    return (
      <span className={styles.namespace}>
        {t("composer.namespace")} <code>{own}</code>
      </span>
    );
  }
  return (
    <Select
      label={t("composer.namespace")}
      showLabel={false}
      size="small"
      value={names.find((name) => name === tab.composer.namespace) ?? own}
      options={names.map((name) => ({ id: name, label: name }))}
      onChange={(name) =>
        edit(({ namespace: _, ...draft }) => (name === own ? draft : { ...draft, namespace: name }))
      }
    />
  );
}
