import { editEnvironments } from "../../actions/project/editEnvironments.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Environments.module.css";

const EDIT = "edit";
const NONE = "none";
const prefixed = (name: string) => `environment:${name}`;

/** Which environment the variables come from. */
export function EnvironmentSwitch() {
  const app = useApp();
  const { project, environments, notices } = app.workbench;
  const { t } = useText();
  const state = useObservable(project.state);
  if (state?.environments === undefined) return null;
  const choose = async (id: string) => {
    if (id === EDIT) {
      editEnvironments.run(app);
      return;
    }
    const result = await environments.select(
      state.environments.find(({ name }) => prefixed(name) === id)?.name,
    );
    if (!result.ok) notices.tell({ kind: "problem", problem: result.problem });
  };
  return (
    <Menu
      label={t("environment.switch")}
      chosen={state.environment === undefined ? NONE : prefixed(state.environment)}
      entries={[
        { id: NONE, label: t("environment.none") },
        ...state.environments.map(({ name }) => ({ id: prefixed(name), label: name })),
        { id: EDIT, label: t("action.editEnvironments"), icon: "edit", shortcut: editEnvironments.keys },
      ]}
      onAction={(id) => void choose(id)}
    >
      <Button
        size="small"
        aria-label={t("environment.current", { name: state.environment ?? t("environment.none") })}
      >
        <span className={state.environment === undefined ? styles.unset : styles.set}>
          {state.environment ?? t("environment.none")}
        </span>
        <Icon name="chevronDown" size={12} />
      </Button>
    </Menu>
  );
}
