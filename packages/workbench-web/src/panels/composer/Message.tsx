import { TabPanel, Tabs } from "react-aria-components/Tabs";
import { useText } from "../../i18n/index.js";
import type { BodyDraft } from "../../model/composer/body.js";
import { type ComposerDraft, changeBody, currentBody } from "../../model/composer/composer.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { BodyEditor } from "./BodyEditor.js";
import styles from "./Composer.module.css";
import { MessageBar } from "./MessageBar.js";
import { SavedMessages } from "./SavedMessages.js";
import { SendBar } from "./SendBar.js";

export type EditComposer = (change: (draft: ComposerDraft) => ComposerDraft) => void;
export type EditBody = (change: (body: BodyDraft) => BodyDraft) => void;

/** What to send, and the messages that were kept for another time. */
export function Message({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const edit: EditComposer = (change) => workbench.editComposer(tab.id, change);
  return (
    <div className={styles.frame}>
      <div className={styles.halves}>
        <Editor tab={tab} edit={edit} />
        <SavedMessages tab={tab} />
      </div>
    </div>
  );
}

function Editor({ tab, edit }: { readonly tab: RequestTab; readonly edit: EditComposer }) {
  const { t } = useText();
  const { composer } = tab;
  const { protocol } = tab.draft.request;
  const body = currentBody(composer, protocol);
  const editBody: EditBody = (change) => edit((draft) => changeBody(draft, protocol, change));
  const isSocketIo = protocol === "socket.io";
  const content = (
    <>
      <MessageBar tab={tab} body={body} edit={edit} editBody={editBody} />
      <div className={styles.editor} data-area="composer">
        {body === undefined ? (
          <p className={styles.none}>{t("composer.noArguments")}</p>
        ) : isSocketIo ? (
          <TabPanel key={body.id} id={String(body.id)} className={styles.editorPanel ?? ""}>
            <BodyEditor
              body={body}
              label={t("composer.argument", { index: composer.selectedArg })}
              onChange={editBody}
            />
          </TabPanel>
        ) : (
          <BodyEditor body={body} label={t("composer.message")} onChange={editBody} />
        )}
      </div>
      <SendBar tab={tab} edit={edit} />
    </>
  );
  if (!isSocketIo || body === undefined) return <div className={styles.message}>{content}</div>;
  return (
    <Tabs
      className={styles.message ?? ""}
      selectedKey={String(body.id)}
      onSelectionChange={(key) =>
        edit((draft) => ({ ...draft, selectedArg: draft.args.findIndex((one) => String(one.id) === key) }))
      }
    >
      {content}
    </Tabs>
  );
}
