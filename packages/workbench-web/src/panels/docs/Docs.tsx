import { useState } from "react";
import type { RequestStatus, SavedRequest } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { CodeEditor } from "../../ui/editor/CodeEditor.js";
import { Field } from "../../ui/Field.js";
import { ListField } from "../../ui/ListField.js";
import { Segments } from "../../ui/Segments.js";
import { Select } from "../../ui/Select.js";
import styles from "./Docs.module.css";
import { Markdown } from "./Markdown.js";

const STATUSES = [
  "none",
  "design",
  "development",
  "testing",
  "released",
  "deprecated",
] as const satisfies readonly (RequestStatus | "none")[];

/** What a colleague should know of the request, kept with it. */
export function Docs({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { draft } = tab;
  const edit = (change: Partial<SavedRequest>) => workbench.edit(tab.id, (now) => ({ ...now, ...change }));
  return (
    <div className={styles.docs}>
      <Description text={draft.description ?? ""} onChange={(description) => edit({ description })} />
      <div className={styles.facts}>
        <Field label={t("docs.name")} value={draft.name} onChange={(name) => edit({ name })} showLabel />
        <Select
          label={t("docs.status")}
          value={draft.status ?? "none"}
          options={STATUSES.map((id) => ({ id, label: t(`requestStatus.${id}`) }))}
          onChange={(status) => edit({ status: status === "none" ? undefined : status })}
        />
        <ListField
          label={t("docs.tags")}
          hint={t("docs.tagsHint")}
          values={draft.tags ?? []}
          onChange={(tags) => edit({ tags })}
        />
        <Field
          label={t("docs.owner")}
          value={draft.owner ?? ""}
          onChange={(owner) => edit({ owner })}
          showLabel
        />
      </div>
    </div>
  );
}

interface DescriptionProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function Description({ text, onChange }: DescriptionProps) {
  const { t } = useText();
  const [view, setView] = useState<"read" | "write">(text === "" ? "write" : "read");
  return (
    <div className={styles.description}>
      <div className={styles.bar}>
        <span className={styles.caption}>{t("docs.description")}</span>
        <Segments<"read" | "write">
          label={t("docs.view")}
          value={view}
          options={[
            { id: "write", label: t("docs.write") },
            { id: "read", label: t("docs.read") },
          ]}
          onChange={setView}
        />
      </div>
      <div className={styles.text}>
        {view === "write" ? (
          <CodeEditor
            label={t("docs.description")}
            language="text"
            value={text}
            placeholder={t("docs.placeholder")}
            onChange={onChange}
          />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <section className={styles.read} tabIndex={0} aria-label={t("docs.description")}>
            {text.trim() === "" ? <p className={styles.none}>{t("docs.none")}</p> : <Markdown text={text} />}
          </section>
        )}
      </div>
    </div>
  );
}
