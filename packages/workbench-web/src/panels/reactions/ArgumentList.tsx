import type { EventArgument } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { change, EMPTY_ARGUMENT, without } from "../../model/reactions.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Reactions.module.css";
import { SmallEditor } from "./SmallEditor.js";

export interface ArgumentListProps {
  readonly args: readonly EventArgument[];
  readonly onChange: (args: readonly EventArgument[]) => void;
}

/** The arguments of an event or of an answer, one editor each. */
export function ArgumentList({ args, onChange }: ArgumentListProps) {
  const { t } = useText();
  return (
    <>
      {args.map((argument, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an argument has no other identity than its place
        <div key={index} className={styles.argument}>
          <SmallEditor
            label={t("composer.argument", { index })}
            language={argument.kind === "json" ? "json" : "text"}
            value={argument.body}
            onChange={(body) => onChange(change(args, index, { ...argument, body }))}
          />
          <IconButton
            label={t("reactions.removeArgument", { index })}
            onPress={() => onChange(without(args, index))}
          >
            <Icon name="close" size={12} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button size="small" look="quiet" onPress={() => onChange([...args, EMPTY_ARGUMENT])}>
          <Icon name="plus" size={12} />
          {t("composer.addArgument")}
        </Button>
      </div>
    </>
  );
}
