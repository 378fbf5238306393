import { useLingui } from "@lingui/react";
import { useState } from "react";
import type { Problem, Reaction } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { newId } from "../../model/newId.js";
import { change, newReaction, without } from "../../model/reactions.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { ReactionEditor } from "./ReactionEditor.js";
import styles from "./Reactions.module.css";

/** What the connection does by itself when a message comes. In force at once, connected or not. */
export function Reactions({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { i18n } = useLingui();
  const [problem, setProblem] = useState<Problem>();
  const { reactions = [] } = tab.draft;
  const set = (next: readonly Reaction[]) => {
    workbench.edit(tab.id, (draft) => ({ ...draft, reactions: next }));
    void workbench.connections.react(tab.id, next).then(setProblem);
  };
  return (
    <div className={styles.reactions}>
      {reactions.length === 0 && <p className={styles.hint}>{t("reactions.none")}</p>}
      {reactions.map((reaction, index) => (
        <ReactionEditor
          key={reaction.id}
          number={index + 1}
          protocol={tab.draft.request.protocol}
          reaction={reaction}
          onChange={(next) => set(change(reactions, index, next))}
          onRemove={() => set(without(reactions, index))}
        />
      ))}
      {problem && (
        <p className={styles.problem} role="status">
          {problemText(i18n, problem).message}
        </p>
      )}
      <div>
        <Button size="small" onPress={() => set([...reactions, newReaction(newId())])}>
          <Icon name="plus" size={12} />
          {t("reactions.add")}
        </Button>
      </div>
    </div>
  );
}
