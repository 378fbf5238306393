import { useEffect } from "react";
import type { Preferences } from "../model/preferences.js";
import { useObservable } from "./useObservable.js";

/** Puts the chosen theme on the page; `system` follows the system as it changes. */
export function useTheme(preferences: Preferences): void {
  const theme = useObservable(preferences.theme);
  useEffect(() => {
    const prefersLight = matchMedia("(prefers-color-scheme: light)");
    const apply = () => {
      const shown = theme === "system" ? (prefersLight.matches ? "light" : "dark") : theme;
      document.documentElement.dataset.theme = shown;
    };
    apply();
    prefersLight.addEventListener("change", apply);
    return () => prefersLight.removeEventListener("change", apply);
  }, [theme]);
}
