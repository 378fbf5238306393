import "./theme/base.css";
import { I18nProvider as LinguiProvider } from "@lingui/react";
import { StrictMode } from "react";
import { I18nProvider as AriaI18nProvider } from "react-aria-components/I18nProvider";
import { createRoot } from "react-dom/client";
import { App } from "./App.js";
import { createI18n } from "./i18n/index.js";
import { connectBackend } from "./link/backend.js";
import { createApp } from "./model/app.js";
import { Preferences } from "./model/preferences.js";
import { Workbench } from "./model/workbench.js";
import { AppProvider } from "./ui/AppContext.js";
import { useObservable } from "./ui/useObservable.js";

const preferences = new Preferences(localStorage, navigator.languages);
const app = createApp(new Workbench(connectBackend(), localStorage), preferences);

const i18n = createI18n(preferences.language.get());
const speak = () => {
  const language = preferences.language.get();
  i18n.activate(language);
  document.documentElement.lang = language;
};
preferences.language.subscribe(speak);
speak();

function Root() {
  const language = useObservable(preferences.language);
  return (
    <LinguiProvider i18n={i18n}>
      <AriaI18nProvider locale={language}>
        <AppProvider value={app}>
          <App />
        </AppProvider>
      </AriaI18nProvider>
    </LinguiProvider>
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
