import type { ReactNode } from "react";
import type { RowKind } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import { narrowings, type TimelineChoices, toggled } from "../../model/timeline/choices.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { IconButton } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { Popover } from "../../ui/Popover.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Filter.module.css";
import { useLanes } from "./lanes.js";
import { useCatalogue } from "./useCatalogue.js";

const KINDS = ["message", "event", "ack", "state", "problem"] as const satisfies readonly RowKind[];
const LAYER_KINDS = [
  "handshake",
  "ping",
  "pong",
  "closeFrame",
  "engine",
  "exchange",
  "socket",
] as const satisfies readonly RowKind[];

export interface FilterProps {
  readonly view: TimelineView;
  readonly isMerged: boolean;
}

/** Everything that narrows the list down beside direction and search. */
export function FilterButton({ view, isMerged }: FilterProps) {
  const { t } = useText();
  const count = narrowings(useObservable(view.choices)).length;
  const label = count === 0 ? t("filter.label") : t("filter.labelInForce", { count });
  return (
    <Popover
      label={t("filter.label")}
      trigger={
        <IconButton label={label}>
          <Icon name="filter" size={13} />
        </IconButton>
      }
    >
      <Filter view={view} isMerged={isMerged} />
    </Popover>
  );
}

function Filter({ view, isMerged }: FilterProps) {
  const { t } = useText();
  const choices = useObservable(view.choices);
  const set = (change: Partial<TimelineChoices>) => view.setChoices(change);
  const kinds: readonly RowKind[] = choices.protocolLayer ? [...KINDS, ...LAYER_KINDS] : KINDS;
  return (
    <div className={styles.filter}>
      <Check isOn={choices.marked} onChange={(marked) => set({ marked })}>
        {t("filter.marked")}
      </Check>
      <Group title={t("filter.kinds")}>
        {kinds.map((kind) => (
          <Check
            key={kind}
            isOn={choices.kinds.includes(kind)}
            onChange={() => set({ kinds: toggled(choices.kinds, kind) })}
          >
            {t(`filterKind.${kind}`)}
          </Check>
        ))}
      </Group>
      {isMerged && <ConnectionChoice view={view} />}
      <Seen view={view} />
      <Group title={t("filter.size")}>
        <SizeField
          label={t("filter.minSize")}
          value={choices.minSize}
          onChange={(minSize) => set({ minSize })}
        />
        <SizeField
          label={t("filter.maxSize")}
          value={choices.maxSize}
          onChange={(maxSize) => set({ maxSize })}
        />
      </Group>
    </div>
  );
}

function ConnectionChoice({ view }: { readonly view: TimelineView }) {
  const { t } = useText();
  const { connections } = useObservable(view.choices);
  const lanes = [...useLanes().values()];
  if (lanes.length < 2) return null;
  return (
    <Group title={t("filter.connections")}>
      {lanes.map(({ id, title }) => (
        <Check
          key={id}
          isOn={connections.includes(id)}
          onChange={() => view.setChoices({ connections: toggled(connections, id) })}
        >
          {title}
        </Check>
      ))}
    </Group>
  );
}

/** Namespaces and events, as far as any were seen. */
function Seen({ view }: { readonly view: TimelineView }) {
  const { t, locale } = useText();
  const { events, namespaces } = useObservable(view.choices);
  const seen = useCatalogue(view);
  const counts = new Map<string, number>();
  for (const { event, count } of seen) {
    if (event !== undefined) counts.set(event, (counts.get(event) ?? 0) + count);
  }
  const names = [...new Set(seen.flatMap(({ namespace }) => namespace ?? []))];
  return (
    <>
      {names.length > 1 && (
        <Group title={t("filter.namespaces")}>
          {names.map((name) => (
            <Check
              key={name}
              isOn={namespaces.includes(name)}
              onChange={() => view.setChoices({ namespaces: toggled(namespaces, name) })}
            >
              {name}
            </Check>
          ))}
        </Group>
      )}
      {counts.size > 0 && (
        <Group title={t("filter.events")}>
          {[...counts].map(([name, count]) => (
            <Check
              key={name}
              isOn={events.includes(name)}
              onChange={() => view.setChoices({ events: toggled(events, name) })}
            >
              {name} <span className={styles.number}>{formatCount(count, locale)}</span>
            </Check>
          ))}
        </Group>
      )}
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      <div className={styles.choices}>{children}</div>
    </fieldset>
  );
}

interface SizeFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function SizeField({ label, value, onChange }: SizeFieldProps) {
  return (
    <Field
      label={label}
      showLabel
      size="small"
      isMono
      inputMode="numeric"
      value={value === undefined ? "" : String(value)}
      onChange={(text) => {
        const digits = text.replace(/\D/g, "").slice(0, 12);
        onChange(digits === "" ? undefined : Number(digits));
      }}
    />
  );
}
