import { TabPanel, Tabs } from "react-aria-components/Tabs";
import styles from "./App.module.css";
import { useText } from "./i18n/index.js";
import { activeTab, type Tab } from "./model/tabs/tabs.js";
import { Captures } from "./panels/captures/Captures.js";
import { Dialogs } from "./panels/dialogs/Dialogs.js";
import { Header } from "./panels/header/Header.js";
import { BackendNotice } from "./panels/notice/BackendNotice.js";
import { PageFault } from "./panels/notice/PageFault.js";
import { PageNotices } from "./panels/notice/PageNotices.js";
import { Palette } from "./panels/palette/Palette.js";
import { Scenarios } from "./panels/scenarios/Scenarios.js";
import { Shortcuts } from "./panels/shortcuts/Shortcuts.js";
import { Sidebar } from "./panels/sidebar/Sidebar.js";
import { StatusBar } from "./panels/status/StatusBar.js";
import { TabBar } from "./panels/tabs/TabBar.js";
import { Welcome } from "./panels/welcome/Welcome.js";
import { RequestView, TimelineAndDetail } from "./RequestView.js";
import { useApp } from "./ui/AppContext.js";
import { ErrorBoundary } from "./ui/ErrorBoundary.js";
import { Panes } from "./ui/Panes.js";
import { useObservable } from "./ui/useObservable.js";
import { useShortcuts } from "./ui/useShortcuts.js";
import { useTheme } from "./ui/useTheme.js";

export function App() {
  const app = useApp();
  const { t } = useText();
  useTheme(app.preferences);
  useShortcuts(app);
  const isSidebarShown = useObservable(app.preferences.isSidebarShown);
  return (
    <div className={styles.app}>
      <Header />
      <main className={styles.main}>
        <BackendNotice />
        <div className={styles.rest}>
          {isSidebarShown ? (
            <Panes
              id="frame"
              direction="horizontal"
              handleLabel={t("panes.sidebar")}
              panes={[
                { id: "sidebar", size: 248, minSize: 170, content: <Sidebar /> },
                { id: "work", minSize: 560, content: <Work /> },
              ]}
            />
          ) : (
            <Work />
          )}
        </div>
      </main>
      <StatusBar />
      <Palette />
      <Shortcuts />
      <Dialogs />
      <PageNotices />
    </div>
  );
}

function Work() {
  const { workbench } = useApp();
  const tab = activeTab(useObservable(workbench.tabs.state));
  const phase = useObservable(workbench.session.phase);
  if (tab === undefined) {
    return (
      <div className={styles.work}>
        <TabBar />
        <div className={styles.rest}>{phase === "connecting" ? null : <Welcome />}</div>
      </div>
    );
  }
  return (
    <Tabs
      className={styles.work ?? ""}
      selectedKey={tab.id}
      onSelectionChange={(key) => workbench.tabs.select(String(key))}
    >
      <TabBar />
      <TabPanel key={tab.id} id={tab.id} className={styles.rest ?? ""}>
        <ErrorBoundary fallback={<PageFault />}>
          <TabContent tab={tab} />
        </ErrorBoundary>
      </TabPanel>
    </Tabs>
  );
}

function TabContent({ tab }: { readonly tab: Tab }) {
  const { t } = useText();
  switch (tab.kind) {
    case "request":
      return <RequestView tab={tab} />;
    case "capture":
      return <TimelineAndDetail tab={tab} emptyText={t("timeline.emptyCapture")} />;
    case "captures":
      return <Captures />;
    case "scenarios":
      return <Scenarios />;
  }
}
