import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { useText } from "../../i18n/index.js";
import { environmentOf, PROJECT_VARIABLES } from "../../model/variables/environments.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Environments.module.css";
import { NewEnvironment } from "./NewEnvironment.js";
import { VariablesEditor } from "./VariablesEditor.js";

/** ListBox keys cannot be empty, and the project's own variables have the empty name. */
const PROJECT_KEY = "project";
const keyOf = (name: string) => (name === PROJECT_VARIABLES ? PROJECT_KEY : `environment:${name}`);

/** The project's variables and those of each environment. */
export function EnvironmentsDialog({ onClose }: { readonly onClose: () => void }) {
  const { project } = useApp().workbench;
  const { t } = useText();
  const state = useObservable(project.state);
  const [selected, select] = useState(state?.environment ?? PROJECT_VARIABLES);
  const [isNew, setNew] = useState(false);
  if (state === undefined) return null;
  const names = [PROJECT_VARIABLES, ...state.environments.map(({ name }) => name)];
  const shown = names.includes(selected) ? selected : PROJECT_VARIABLES;
  const held = environmentOf(state, shown);
  return (
    <Dialog label={t("environment.title")} isOpen onClose={onClose} width={860}>
      <div className={styles.dialog}>
        <div className={styles.side}>
          <h2 className={styles.title}>{t("environment.title")}</h2>
          <ListBox
            className={styles.list ?? ""}
            aria-label={t("environment.title")}
            items={names.map((name) => ({ id: keyOf(name), name }))}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[keyOf(shown)]}
            onSelectionChange={(keys) => {
              const name = names.find((one) => keys !== "all" && keys.has(keyOf(one)));
              if (name !== undefined) select(name);
            }}
          >
            {({ name }) => (
              <ListBoxItem
                className={styles.environment ?? ""}
                textValue={name === PROJECT_VARIABLES ? t("environment.project") : name}
              >
                <span className={styles.name}>
                  {name === PROJECT_VARIABLES ? t("environment.project") : name}
                </span>
                {name !== PROJECT_VARIABLES && name === state.environment && <Icon name="check" size={13} />}
              </ListBoxItem>
            )}
          </ListBox>
          {isNew ? (
            <NewEnvironment
              onDone={(name) => {
                setNew(false);
                if (name !== undefined) select(name);
              }}
            />
          ) : (
            <Button size="small" onPress={() => setNew(true)}>
              <Icon name="plus" size={12} />
              {t("environment.new")}
            </Button>
          )}
        </div>
        {held && (
          <VariablesEditor
            key={`${keyOf(shown)} ${held.revision ?? ""}`}
            name={shown}
            variables={held.variables}
            revision={held.revision}
            onRenamed={select}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}
