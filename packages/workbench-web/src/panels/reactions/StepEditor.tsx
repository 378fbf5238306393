import type { OutgoingMessage, ReactionStep } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { IconButton } from "../../ui/Button.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { ArgumentList } from "./ArgumentList.js";
import styles from "./Reactions.module.css";
import { SmallEditor } from "./SmallEditor.js";

export interface StepEditorProps {
  readonly step: ReactionStep;
  readonly onChange: (step: ReactionStep) => void;
  readonly onRemove: () => void;
}

export function StepEditor({ step, onChange, onRemove }: StepEditorProps) {
  const { t } = useText();
  return (
    <div className={styles.step}>
      <span className={styles.kind}>{t(`reactions.step.${step.do}`)}</span>
      <div className={styles.stepFields}>
        {step.do === "store" && <Store step={step} onChange={onChange} />}
        {step.do === "send" && <Send step={step} onChange={onChange} />}
        {step.do === "ack" && (
          <ArgumentList args={step.args} onChange={(args) => onChange({ ...step, args })} />
        )}
      </div>
      <IconButton label={t("reactions.removeStep")} onPress={onRemove}>
        <Icon name="close" size={12} />
      </IconButton>
    </div>
  );
}

interface StepProps<K extends ReactionStep["do"]> {
  readonly step: Extract<ReactionStep, { do: K }>;
  readonly onChange: (step: ReactionStep) => void;
}

function Store({ step, onChange }: StepProps<"store">) {
  const { t } = useText();
  return (
    <div className={styles.pair}>
      <Field
        label={t("reactions.variable")}
        placeholder={t("reactions.variable")}
        value={step.variable}
        onChange={(variable) => onChange({ ...step, variable })}
        size="small"
        isMono
      />
      <Field
        label={t("reactions.valuePath")}
        placeholder={t("reactions.valuePath")}
        value={step.path ?? ""}
        onChange={(path) => onChange({ ...step, path: path === "" ? undefined : path })}
        size="small"
        isMono
      />
    </div>
  );
}

function Send({ step, onChange }: StepProps<"send">) {
  const { t } = useText();
  const { message } = step;
  const set = (next: OutgoingMessage) => onChange({ ...step, message: next });
  if (message.kind === "event") {
    return (
      <>
        <VariableField
          label={t("composer.event")}
          value={message.event}
          onChange={(event) => set({ ...message, event })}
          size="small"
        />
        <ArgumentList args={message.args} onChange={(args) => set({ ...message, args })} />
      </>
    );
  }
  if (message.kind === "fault" || message.kind === "ack") return null;
  return (
    <SmallEditor
      label={t("composer.message")}
      language="text"
      value={message.body}
      onChange={(body) => set({ ...message, body })}
    />
  );
}
