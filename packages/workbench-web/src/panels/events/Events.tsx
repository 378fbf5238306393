import { useState } from "react";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { withListened } from "../../model/timeline/listening.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { Segments } from "../../ui/Segments.js";
import { CatalogueTable } from "./CatalogueTable.js";
import styles from "./Events.module.css";
import { type Listening, useListening } from "./useListening.js";

/** Which events are listened to, and which were seen. */
export function Events({ tab }: { readonly tab: RequestTab }) {
  const { t } = useText();
  const listening = useListening(tab);
  return (
    <div className={styles.events}>
      <section className={styles.listened} aria-label={t("events.listened")}>
        <div className={styles.head}>
          <h3>{t("events.listened")}</h3>
          <Segments
            label={t("events.show")}
            value={listening.isListenedOnly ? "listened" : "all"}
            options={[
              { id: "all", label: t("events.all") },
              { id: "listened", label: t("events.listenedOnly") },
            ]}
            onChange={(id) => listening.setListenedOnly(id === "listened")}
          />
        </div>
        <ListenedEvents listening={listening} />
      </section>
      <section className={styles.seen} aria-label={t("events.seen")}>
        <div className={styles.head}>
          <h3>{t("events.seen")}</h3>
        </div>
        <CatalogueTable listening={listening} />
      </section>
    </div>
  );
}

function ListenedEvents({ listening }: { readonly listening: Listening }) {
  const { t } = useText();
  const { events, change } = listening;
  const [name, setName] = useState("");
  const add = () => {
    change(withListened(events, name));
    setName("");
  };
  return (
    <>
      <ul className={styles.list}>
        {events.map((one) => (
          <li key={one.event} className={styles.line}>
            <Check
              label={t("events.listenTo", { event: one.event })}
              isOn={one.listen}
              onChange={(listen) => change(events.map((each) => (each === one ? { ...each, listen } : each)))}
            >
              <span className={styles.event}>{one.event}</span>
            </Check>
            <IconButton
              label={t("events.remove", { event: one.event })}
              onPress={() => change(events.filter((each) => each !== one))}
            >
              <Icon name="close" size={11} />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={styles.add}>
        <Field
          label={t("events.name")}
          placeholder="user_joined"
          value={name}
          onChange={setName}
          onEnter={add}
          size="small"
          isMono
        />
        <Button size="small" onPress={add} isDisabled={name.trim() === ""}>
          {t("events.add")}
        </Button>
      </div>
    </>
  );
}
