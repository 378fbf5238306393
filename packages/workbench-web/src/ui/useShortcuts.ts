import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { actions } from "../actions/index.js";
import type { App } from "../model/app.js";

/** Binds every action's keys to the window. While something lies over the page only that is at work. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const bindings = actions.flatMap((action) => {
      const { keys } = action;
      if (keys === undefined) return [];
      const press = (event: KeyboardEvent) => {
        if (app.overlay.get() !== "none") return;
        if (action.isBareKey && isTyping(event.target)) return;
        if (action.isAvailable?.(app) === false) return;
        event.preventDefault();
        action.run(app);
      };
      return [
        [action.isBareKey ? `Shift+${keys}` : keys, press] as const,
        ...(action.isBareKey ? [[keys, press] as const] : []),
      ];
    });
    return tinykeys(window, Object.fromEntries(bindings), { capture: true });
  }, [app]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea"));
}
