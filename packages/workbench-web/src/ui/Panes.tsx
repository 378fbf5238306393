import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import styles from "./Panes.module.css";

export interface PaneEntry {
  readonly id: string;
  /** Pixels, or a share of the whole such as `38%`; absent for the one that takes the rest. */
  readonly size?: number | `${number}%`;
  readonly minSize: number;
  readonly content: ReactNode;
}

export interface PanesProps {
  /** Names the layout, which is remembered under it. */
  readonly id: string;
  readonly direction: "horizontal" | "vertical";
  /** Says what each handle resizes. */
  readonly handleLabel: string;
  readonly panes: readonly PaneEntry[];
}

/** Panes that resize by mouse and keyboard and remember it. */
export function Panes({ id, direction, handleLabel, panes }: PanesProps) {
  const layout = useDefaultLayout({ id: `signalbox.panes.${id}`, panelIds: panes.map((pane) => pane.id) });
  return (
    <Group
      id={id}
      className={styles.group}
      orientation={direction}
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      {panes.flatMap((pane, place) => [
        ...(place === 0
          ? []
          : [
              <Separator
                key={`${pane.id}-handle`}
                className={`${styles.handle} ${styles[direction]}`}
                aria-label={handleLabel}
              />,
            ]),
        <Panel
          key={pane.id}
          id={pane.id}
          className={styles.pane}
          minSize={pane.minSize}
          groupResizeBehavior={pane.size === undefined ? "preserve-relative-size" : "preserve-pixel-size"}
          {...(pane.size === undefined ? {} : { defaultSize: pane.size })}
        >
          {pane.content}
        </Panel>,
      ])}
    </Group>
  );
}
