import { beautify } from "../../actions/message/beautify.js";
import { useText } from "../../i18n/index.js";
import { canBeautify } from "../../model/composer/beautify.js";
import type { BodyDraft } from "../../model/composer/body.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { Kbd } from "../../ui/Kbd.js";
import { ArgumentTabs } from "./ArgumentTabs.js";
import { BinaryChoice } from "./BinaryChoice.js";
import { BodyKindChoice } from "./BodyKindChoice.js";
import styles from "./Composer.module.css";
import type { EditBody, EditComposer } from "./Message.js";

export interface MessageBarProps {
  readonly tab: RequestTab;
  readonly body: BodyDraft | undefined;
  readonly edit: EditComposer;
  readonly editBody: EditBody;
}

/** Above the editor: the event and its arguments, and what the editor holds. */
export function MessageBar({ tab, body, edit, editBody }: MessageBarProps) {
  const app = useApp();
  const { t } = useText();
  const { composer } = tab;
  const { protocol } = tab.draft.request;
  return (
    <div className={styles.bar}>
      {protocol === "socket.io" && (
        <>
          <div className={styles.event}>
            <VariableField
              label={t("composer.event")}
              placeholder={t("composer.event")}
              value={composer.event}
              onChange={(event) => edit((draft) => ({ ...draft, event }))}
              size="small"
            />
          </div>
          <ArgumentTabs draft={composer} onChange={edit} />
        </>
      )}
      {body && <BodyKindChoice body={body} protocol={protocol} onChange={editBody} />}
      {body?.kind === "binary" && <BinaryChoice body={body} onChange={editBody} />}
      <span className={styles.space} />
      {body && canBeautify(body) && (
        <Button look="quiet" size="small" onPress={() => beautify.run(app)}>
          {t("action.beautify")}
          <span className={styles.keys}>
            <Kbd keys={beautify.keys} />
          </span>
        </Button>
      )}
    </div>
  );
}
