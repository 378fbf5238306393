import type { I18n } from "@lingui/core";
import type { VariableInfo } from "signalbox/contract";
import { translator } from "./index.js";

/** Where a variable's value comes from, for whoever points at it. */
export function originText(i18n: I18n, variable: VariableInfo | undefined): string {
  const t = translator(i18n);
  if (variable === undefined) return t("variable.unknown");
  return variable.source === "environment"
    ? t("variable.environment", { name: variable.environment ?? "" })
    : t(`variable.${variable.source}`);
}
