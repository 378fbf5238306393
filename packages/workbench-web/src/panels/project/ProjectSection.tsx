import { useState } from "react";
import { importFile } from "../../actions/project/importFile.js";
import { newFolder } from "../../actions/project/newFolder.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { Section } from "../sidebar/Section.js";
import { NewTabMenu } from "../tabs/NewTabMenu.js";
import { ProjectProblems } from "./ProjectProblems.js";
import { ProjectTree } from "./ProjectTree.js";
import styles from "./ProjectTree.module.css";

/** Fewer lines than this are found faster by eye. */
const FILTER_FROM = 1;

/** The project's requests in the sidebar. */
export function ProjectSection() {
  const app = useApp();
  const { project, tabs } = app.workbench;
  const { t } = useText();
  const state = useObservable(project.state);
  const { activeId } = useObservable(tabs.state);
  const [filter, setFilter] = useState("");
  const tree = state?.tree ?? [];
  return (
    <Section
      title={t("sidebar.requests")}
      action={
        <>
          <IconButton label={t("action.newFolder")} onPress={() => newFolder.run(app)}>
            <Icon name="folder" size={13} />
          </IconButton>
          <IconButton label={t("action.importFile")} onPress={() => importFile.run(app)}>
            <Icon name="down" size={13} />
          </IconButton>
          <NewTabMenu label={t("sidebar.add")} size={12} />
        </>
      }
    >
      {tree.length >= FILTER_FROM && (
        <div className={styles.filter}>
          <Field
            label={t("project.filter")}
            placeholder={t("project.filter")}
            value={filter}
            onChange={setFilter}
            onEscape={() => setFilter("")}
            size="small"
            inputMode="search"
          />
        </div>
      )}
      <ProjectProblems problems={state?.problems ?? []} />
      <ProjectTree tree={tree} filter={filter} activePath={tabs.findRequest(activeId ?? "")?.file?.path} />
    </Section>
  );
}
