import type { Protocol, Reaction } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { Field } from "../../ui/Field.js";
import styles from "./Reactions.module.css";

type Match = Reaction["when"];

export interface MatchFieldsProps {
  readonly protocol: Protocol;
  readonly when: Match;
  readonly onChange: (when: Match) => void;
}

/** What a message must be like. A field that is left empty asks for nothing. */
export function MatchFields({ protocol, when, onChange }: MatchFieldsProps) {
  const { t } = useText();
  const field = (part: keyof Match, label: string, placeholder: string) => (
    <Field
      label={label}
      placeholder={placeholder}
      value={when[part] ?? ""}
      onChange={(text) => onChange({ ...when, [part]: text === "" ? undefined : text })}
      size="small"
      showLabel
      isMono
    />
  );
  return (
    <div className={styles.fields}>
      {protocol === "socket.io" && field("event", t("reactions.event"), t("reactions.any"))}
      {protocol === "socket.io" && field("namespace", t("reactions.namespace"), t("reactions.any"))}
      {field("contains", t("reactions.contains"), "/error|warning/i")}
      {field("path", t("reactions.path"), "$.type")}
    </div>
  );
}
