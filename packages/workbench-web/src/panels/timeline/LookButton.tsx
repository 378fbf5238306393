import { useState } from "react";
import { useText } from "../../i18n/index.js";
import { parseClock } from "../../model/timeline/clock.js";
import { DELTAS, LAYOUTS, PRECISIONS, type TimelineLook } from "../../model/timeline/look.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { Popover } from "../../ui/Popover.js";
import { Segments } from "../../ui/Segments.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Look.module.css";

/** How rows are shown, and the jump to a time. */
export function LookButton({ view }: { readonly view: TimelineView }) {
  const { t } = useText();
  return (
    <Popover
      label={t("look.label")}
      trigger={
        <IconButton label={t("look.label")}>
          <Icon name="clock" size={13} />
        </IconButton>
      }
    >
      <Look view={view} />
    </Popover>
  );
}

function Look({ view }: { readonly view: TimelineView }) {
  const { workbench } = useApp();
  const { t } = useText();
  const look = useObservable(workbench.timelines.look);
  const set = (change: Partial<TimelineLook>) =>
    workbench.timelines.look.update((now) => ({ ...now, ...change }));
  return (
    <div className={styles.look}>
      <span>{t("look.times")}</span>
      <Segments
        label={t("look.times")}
        value={look.precision}
        options={PRECISIONS.map((id) => ({ id, label: t(`precision.${id}`) }))}
        onChange={(precision) => set({ precision })}
      />
      <span>{t("look.deltas")}</span>
      <Segments
        label={t("look.deltas")}
        value={look.delta}
        options={DELTAS.map((id) => ({ id, label: t(`delta.${id}`) }))}
        onChange={(delta) => set({ delta })}
      />
      <span>{t("look.layout")}</span>
      <Segments
        label={t("look.layout")}
        value={look.layout}
        options={LAYOUTS.map((id) => ({ id, label: t(`layout.${id}`) }))}
        onChange={(layout) => set({ layout })}
      />
      <JumpToTime view={view} />
    </div>
  );
}

function JumpToTime({ view }: { readonly view: TimelineView }) {
  const { t } = useText();
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const jump = () => {
    // The day is that of the row one stands at: a capture may be of yesterday.
    const { selected, total } = view.state.get();
    const near = view.row(selected?.index ?? total - 1) ?? view.row(total - 1);
    const timeUs = parseClock(text, near?.timeUs ?? Date.now() * 1000);
    setWrong(timeUs === undefined);
    if (timeUs !== undefined) void view.goToTime(timeUs);
  };
  return (
    <>
      <span>{t("look.jump")}</span>
      <div className={styles.jump}>
        <Field
          label={t("look.jump")}
          placeholder="10:41:07.120"
          value={text}
          onChange={setText}
          onEnter={jump}
          isInvalid={isWrong}
          size="small"
          isMono
        />
        <Button size="small" onPress={jump}>
          {t("look.go")}
        </Button>
      </div>
    </>
  );
}
