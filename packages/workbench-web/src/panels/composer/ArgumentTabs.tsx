import { Tab, TabList } from "react-aria-components/Tabs";
import { useText } from "../../i18n/index.js";
import {
  addArgument,
  type ComposerDraft,
  moveArgument,
  removeArgument,
} from "../../model/composer/composer.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Composer.module.css";

export interface ArgumentTabsProps {
  readonly draft: ComposerDraft;
  readonly onChange: (change: (draft: ComposerDraft) => ComposerDraft) => void;
}

/** The arguments of an event, in the order in which they go out. Stands inside the `Tabs` that holds the editor too. */
export function ArgumentTabs({ draft, onChange }: ArgumentTabsProps) {
  const { t } = useText();
  const { args, selectedArg } = draft;
  const kinds = { text: t("body.text"), json: "JSON", xml: "XML", html: "HTML", binary: t("body.binary") };
  return (
    <div className={styles.arguments}>
      {args.length > 0 && (
        <TabList aria-label={t("composer.arguments")} className={styles.argumentList ?? ""}>
          {args.map((body, index) => (
            <Tab key={body.id} id={String(body.id)} className={styles.argument ?? ""}>
              {index} · {kinds[body.kind]}
            </Tab>
          ))}
        </TabList>
      )}
      <IconButton label={t("composer.addArgument")} onPress={() => onChange(addArgument)}>
        <Icon name="plus" />
      </IconButton>
      {args.length > 0 && (
        <span className={styles.argumentTools}>
          <IconButton
            label={t("composer.moveLeft")}
            isDisabled={selectedArg === 0}
            onPress={() => onChange((now) => moveArgument(now, now.selectedArg, -1))}
          >
            <Icon name="left" size={12} />
          </IconButton>
          <IconButton
            label={t("composer.moveRight")}
            isDisabled={selectedArg >= args.length - 1}
            onPress={() => onChange((now) => moveArgument(now, now.selectedArg, 1))}
          >
            <Icon name="right" size={12} />
          </IconButton>
          <IconButton
            label={t("composer.removeArgument")}
            onPress={() => onChange((now) => removeArgument(now, now.selectedArg))}
          >
            <Icon name="close" size={12} />
          </IconButton>
        </span>
      )}
    </div>
  );
}
