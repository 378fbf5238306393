import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import styles from "./TabStrip.module.css";

export interface TabEntry {
  readonly id: string;
  readonly label: ReactNode;
  /** A number beside the label, for example how many headers there are. */
  readonly count?: number;
  readonly content: ReactNode;
}

export interface TabStripProps {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** Stands at the right end of the strip. */
  readonly end?: ReactNode;
}

/** Underlined tabs over one panel that fills the rest. */
export function TabStrip({ label, tabs, selected, onSelect, end }: TabStripProps) {
  const current = tabs.some((tab) => tab.id === selected) ? selected : (tabs[0]?.id ?? "");
  return (
    <Tabs
      className={styles.tabs ?? ""}
      selectedKey={current}
      onSelectionChange={(key) => onSelect(String(key))}
    >
      <div className={styles.strip}>
        <TabList className={styles.list ?? ""} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && <span className={styles.count}>{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
        {end !== undefined && <div className={styles.end}>{end}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ""}>
          {tab.content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
