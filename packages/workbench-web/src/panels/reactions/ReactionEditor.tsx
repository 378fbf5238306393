import type { Protocol, Reaction, ReactionStep } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { change, newStep, stepKinds, without } from "../../model/reactions.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { MatchFields } from "./MatchFields.js";
import styles from "./Reactions.module.css";
import { StepEditor } from "./StepEditor.js";

export interface ReactionEditorProps {
  /** Its place in the list, counted from 1. */
  readonly number: number;
  readonly protocol: Protocol;
  readonly reaction: Reaction;
  readonly onChange: (reaction: Reaction) => void;
  readonly onRemove: () => void;
}

/** One reaction: its name, what it waits for, what it then does. */
export function ReactionEditor({ number, protocol, reaction, onChange, onRemove }: ReactionEditorProps) {
  const { t } = useText();
  const steps = reaction.then;
  const setSteps = (then: readonly ReactionStep[]) => onChange({ ...reaction, then });
  return (
    <section className={styles.reaction} aria-label={reaction.name || t("reactions.numbered", { number })}>
      <div className={styles.head}>
        <Check
          label={t("reactions.on", { number })}
          isOn={reaction.enabled}
          onChange={(enabled) => onChange({ ...reaction, enabled })}
        />
        <Field
          label={t("reactions.name", { number })}
          placeholder={t("reactions.numbered", { number })}
          value={reaction.name ?? ""}
          onChange={(name) => onChange({ ...reaction, name })}
          size="small"
        />
        <IconButton label={t("reactions.remove", { number })} onPress={onRemove}>
          <Icon name="close" size={12} />
        </IconButton>
      </div>
      <div className={styles.body}>
        <h3 className={styles.caption}>{t("reactions.when")}</h3>
        <MatchFields
          protocol={protocol}
          when={reaction.when}
          onChange={(when) => onChange({ ...reaction, when })}
        />
        <h3 className={styles.caption}>{t("reactions.then")}</h3>
        <div className={styles.steps}>
          {steps.map((step, index) => (
            <StepEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other identity than its place
              key={index}
              step={step}
              onChange={(next) => setSteps(change(steps, index, next))}
              onRemove={() => setSteps(without(steps, index))}
            />
          ))}
          <div>
            <Menu
              label={t("reactions.addStep")}
              entries={stepKinds(protocol).map((id) => ({ id, label: t(`reactions.step.${id}`) }))}
              onAction={(id) => {
                const kind = stepKinds(protocol).find((one) => one === id);
                if (kind) setSteps([...steps, newStep(kind, protocol)]);
              }}
            >
              <Button size="small" look="quiet">
                <Icon name="plus" size={12} />
                {t("reactions.addStep")}
              </Button>
            </Menu>
          </div>
        </div>
      </div>
    </section>
  );
}
