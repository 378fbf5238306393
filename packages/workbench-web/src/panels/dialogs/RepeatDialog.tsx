import { useState } from "react";
import type { OutgoingMessage } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Check } from "../../ui/Check.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { NumberField } from "../../ui/NumberField.js";
import { Segments } from "../../ui/Segments.js";
import styles from "./Dialogs.module.css";

const EVERY_MS = 1_000;
const DAY_MS = 86_400_000;
const MOST_TIMES = 1_000_000_000;

/** Sends the message in the editor, or a list of saved ones, over and over. */
export function RepeatDialog({ tab, onClose }: { readonly tab: RequestTab; readonly onClose: () => void }) {
  const { connections } = useApp().workbench;
  const { t } = useText();
  const { messages } = tab.draft;
  const [what, setWhat] = useState<"editor" | "list">("editor");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(messages.map(({ id }) => id)));
  const [everyMs, setEveryMs] = useState<number | undefined>(EVERY_MS);
  const [times, setTimes] = useState<number>();
  const listed = messages.filter(({ id }) => chosen.has(id));
  const start = async () => {
    const sent: readonly OutgoingMessage[] =
      what === "list" ? listed.map(({ message }) => message) : list(connections.composed(tab.id));
    onClose();
    if (sent.length === 0) return;
    await connections.repeat(tab.id, {
      messages: sent,
      everyMs: everyMs ?? EVERY_MS,
      ...(times === undefined ? {} : { times }),
    });
  };
  return (
    <FormDialog
      title={t("repeat.title")}
      submitLabel={t("repeat.start")}
      isSubmitDisabled={what === "list" && listed.length === 0}
      onSubmit={() => void start()}
      onClose={onClose}
    >
      {messages.length > 0 && (
        <div>
          <Segments
            label={t("repeat.what")}
            value={what}
            options={[
              { id: "editor", label: t("repeat.editor") },
              { id: "list", label: t("repeat.list") },
            ]}
            onChange={setWhat}
          />
        </div>
      )}
      {what === "list" && (
        <fieldset className={styles.choices} aria-label={t("repeat.list")}>
          {messages.map(({ id, name }) => (
            <Check
              key={id}
              isOn={chosen.has(id)}
              onChange={(isOn) => {
                const next = new Set(chosen);
                if (isOn) next.add(id);
                else next.delete(id);
                setChosen(next);
              }}
            >
              {name}
            </Check>
          ))}
        </fieldset>
      )}
      <div className={styles.pair}>
        <NumberField
          label={t("repeat.every")}
          unit="ms"
          value={everyMs}
          defaultValue={EVERY_MS}
          max={DAY_MS}
          onChange={setEveryMs}
          showLabel
          size="normal"
        />
        <NumberField
          label={t("repeat.times")}
          value={times}
          defaultValue={0}
          placeholder={t("repeat.untilStopped")}
          max={MOST_TIMES}
          onChange={setTimes}
          showLabel
          size="normal"
        />
      </div>
    </FormDialog>
  );
}

function list(message: OutgoingMessage | undefined): readonly OutgoingMessage[] {
  return message === undefined ? [] : [message];
}
