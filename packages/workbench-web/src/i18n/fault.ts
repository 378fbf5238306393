import type { I18n } from "@lingui/core";
import type { TabFault } from "../model/faults.js";
import { type Translate, translator } from "./index.js";
import { type ProblemText, problemText } from "./problem.js";

/** Why a Connect or a Send did not happen, in the language of the page. */
export function faultText(i18n: I18n, fault: TabFault): ProblemText {
  if ("problem" in fault) return problemText(i18n, fault.problem);
  const t = translator(i18n);
  return { message: fault.at === "connect" ? requestText(t, fault.fault) : messageText(t, fault.fault) };
}

function requestText(
  t: Translate,
  fault: Extract<TabFault, { at: "connect"; fault: unknown }>["fault"],
): string {
  switch (fault.code) {
    case "URL_EMPTY":
      return t("fault.urlEmpty");
    case "URL_INVALID":
      return t("fault.urlInvalid");
    case "URL_SCHEME":
      return t("fault.urlScheme", { scheme: fault.scheme });
    case "AUTH_NOT_JSON":
      return t("fault.authNotJson", { line: fault.fault.line, column: fault.fault.column });
  }
}

function messageText(
  t: Translate,
  fault: Extract<TabFault, { at: "send"; fault: unknown }>["fault"],
): string {
  switch (fault.code) {
    case "FILE_EMPTY":
      return t("fault.fileEmpty");
    case "EVENT_EMPTY":
      return t("fault.eventEmpty");
    case "NOT_JSON": {
      const { line, column } = fault.fault;
      return fault.argument === undefined
        ? t("fault.notJson", { line, column })
        : t("fault.argumentNotJson", { argument: fault.argument, line, column });
    }
    case "NOT_BINARY": {
      const format = fault.encoding === "hex" ? "hex" : "Base64";
      return t("fault.notBinary", { format, position: fault.at + 1 });
    }
  }
}
