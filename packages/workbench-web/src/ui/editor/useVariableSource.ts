import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { originText } from "../../i18n/variable.js";
import { useApp } from "../AppContext.js";
import type { VariableSource } from "./variables.js";

/** The workbench's variables, in the words of the page's language. */
export function useVariableSource(): VariableSource {
  const { variables } = useApp().workbench;
  const { i18n } = useLingui();
  return useMemo(
    () => ({
      all: variables.all.get,
      subscribe: variables.all.subscribe,
      origin: (variable) => originText(i18n, variable),
    }),
    [variables, i18n],
  );
}
