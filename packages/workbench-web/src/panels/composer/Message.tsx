import { useLingui } from "@lingui/react";
import { TabPanel, Tabs } from "react-aria-components/Tabs";
import { beautify } from "../../actions/message/beautify.js";
import { send } from "../../actions/message/send.js";
import { faultText } from "../../i18n/fault.js";
import { useText } from "../../i18n/index.js";
import { type BodyDraft, type ComposerDraft, changeArgument } from "../../model/composer.js";
import { namespaceOf } from "../../model/request.js";
import type { RequestTab } from "../../model/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { Kbd } from "../../ui/Kbd.js";
import { useObservable } from "../../ui/useObservable.js";
import { ArgumentTabs } from "./ArgumentTabs.js";
import { BinaryChoice, BodyEditor, BodyKindChoice } from "./BodyEditor.js";
import styles from "./Composer.module.css";

export function Message({ tab }: { readonly tab: RequestTab }) {
  const app = useApp();
  const { t } = useText();
  const { composer } = tab;
  const isSocketIo = tab.request.protocol === "socket.io";
  const edit = (change: (draft: ComposerDraft) => ComposerDraft) =>
    app.workbench.editComposer(tab.id, change);
  const body = isSocketIo ? composer.args[composer.selectedArg] : composer.body;
  const changeBody = (change: (body: BodyDraft) => BodyDraft) =>
    edit((draft) =>
      isSocketIo ? changeArgument(draft, draft.selectedArg, change) : { ...draft, body: change(draft.body) },
    );
  const content = (
    <>
      <div className={styles.bar}>
        {isSocketIo && (
          <>
            <div className={styles.event}>
              <Field
                label={t("composer.event")}
                placeholder={t("composer.event")}
                value={composer.event}
                onChange={(event) => edit((draft) => ({ ...draft, event }))}
                size="small"
                isMono
              />
            </div>
            <ArgumentTabs draft={composer} onChange={edit} />
          </>
        )}
        {!isSocketIo && <BodyKindChoice body={composer.body} onChange={changeBody} />}
        <span className={styles.space} />
        {isSocketIo && body && <BodyKindChoice body={body} onChange={changeBody} />}
        {body && <BinaryChoice body={body} onChange={changeBody} />}
        {body?.kind === "json" && (
          <Button look="quiet" size="small" onPress={() => beautify.run(app)}>
            {t("action.beautify")}
            <Kbd keys={beautify.keys} />
          </Button>
        )}
      </div>
      <div className={styles.editor} data-area="composer">
        {body === undefined ? (
          <p className={styles.none}>{t("composer.noArguments")}</p>
        ) : isSocketIo ? (
          <TabPanel key={body.id} id={String(body.id)} className={styles.editorPanel ?? ""}>
            <BodyEditor
              body={body}
              label={t("composer.argument", { index: composer.selectedArg })}
              onChange={changeBody}
            />
          </TabPanel>
        ) : (
          <BodyEditor body={body} label={t("composer.message")} onChange={changeBody} />
        )}
      </div>
      <div className={styles.bar}>
        {isSocketIo && <AckChoice draft={composer} onChange={edit} />}
        {isSocketIo && (
          <span className={styles.namespace}>
            {t("composer.namespace")} <code>{namespaceOf(tab.request)}</code>
          </span>
        )}
        <SendFault tab={tab} />
        <Button look="primary" onPress={() => send.run(app)}>
          {t("action.send")}
          <Kbd keys={send.keys} inherit />
        </Button>
      </div>
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

function AckChoice({
  draft,
  onChange,
}: {
  readonly draft: ComposerDraft;
  readonly onChange: (change: (draft: ComposerDraft) => ComposerDraft) => void;
}) {
  const { t } = useText();
  return (
    <>
      <Check isOn={draft.wantsAck} onChange={(wantsAck) => onChange((now) => ({ ...now, wantsAck }))}>
        {t("composer.ack")}
      </Check>
      {draft.wantsAck && (
        <span className={styles.timeout}>
          <Field
            label={t("composer.ackTimeout")}
            value={String(draft.ackTimeoutMs)}
            onChange={(text) => {
              const ackTimeoutMs = Number(text.replace(/\D/g, "").slice(0, 7));
              onChange((now) => ({ ...now, ackTimeoutMs }));
            }}
            size="small"
            isMono
            inputMode="numeric"
          />
          ms
        </span>
      )}
    </>
  );
}

/** Why the last Send did not happen, beside the button that was pressed. */
function SendFault({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { i18n } = useLingui();
  const fault = useObservable(workbench.faults.byTab).get(tab.id);
  if (fault?.at !== "send") return <span className={styles.space} />;
  const { message, advice } = faultText(i18n, fault);
  const maySendAnyway =
    tab.request.protocol === "websocket" && "fault" in fault && fault.fault.code === "NOT_JSON";
  return (
    <>
      <span className={styles.fault} role="alert">
        {message} {advice}
      </span>
      {maySendAnyway && (
        <Button onPress={() => void workbench.connections.send(tab.id, true)}>
          {t("composer.sendAnyway")}
        </Button>
      )}
    </>
  );
}
