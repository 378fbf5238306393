import { useState } from "react";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs.js";
import { TabStrip } from "../../ui/TabStrip.js";
import styles from "./Composer.module.css";
import { Headers } from "./Headers.js";
import { Message } from "./Message.js";
import { Settings } from "./Settings.js";

export function Composer({ tab }: { readonly tab: RequestTab }) {
  const { t } = useText();
  const [selected, select] = useState("message");
  return (
    <section className={styles.composer} aria-label={t("composer.label")}>
      <TabStrip
        label={t("composer.label")}
        selected={selected}
        onSelect={select}
        tabs={[
          { id: "message", label: t("composer.message"), content: <Message tab={tab} /> },
          {
            id: "headers",
            label: t("headers.label"),
            count: tab.request.headers.filter((line) => line.name.trim() !== "").length,
            content: <Headers tab={tab} />,
          },
          { id: "settings", label: t("settings.label"), content: <Settings tab={tab} /> },
        ]}
      />
    </section>
  );
}
