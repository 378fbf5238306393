import type { I18n } from "@lingui/core";
import type { Problem } from "signalbox/contract";
import { en } from "./en/index.js";
import { hasMessage } from "./index.js";

export interface ProblemText {
  readonly message: string;
  readonly advice?: string;
}

/**
 * A problem in the language of the page, by its code. A code the catalogue does not know, or one whose
 * sentence names a value the problem does not carry, is shown in the backend's own English.
 */
export function problemText(i18n: I18n, problem: Problem): ProblemText {
  const translated = sentence(i18n, `problem.${problem.code}`, problem);
  const message = translated === undefined ? problem.message : withPlace(i18n, translated, problem);
  const advice = sentence(i18n, adviceKey(problem), problem) ?? problem.advice;
  return advice === undefined ? { message } : { message, advice };
}

/** What to try after a refusal depends on its status. */
function adviceKey(problem: Problem): string {
  const status = problem.response?.status;
  if (problem.code !== "HTTP_REFUSED" || status === undefined) return `advice.${problem.code}`;
  const exact = `adviceForStatus.${status}`;
  if (hasMessage(exact)) return exact;
  if (status >= 502 && status <= 504) return "adviceForStatus.proxy";
  return `adviceForStatus.${status >= 500 ? "5xx" : status >= 300 && status < 400 ? "3xx" : "other"}`;
}

function sentence(i18n: I18n, key: string, problem: Problem): string | undefined {
  if (!hasMessage(key)) return undefined;
  const values = problem.values ?? {};
  for (const [, name] of en[key].matchAll(/\{(\w+)/g)) {
    if (name !== undefined && values[name] === undefined) return undefined;
  }
  return i18n._(key, values);
}

/** A place such as `headers[1].value` is a name of the contract, the same in every language. */
function withPlace(i18n: I18n, message: string, { code, values }: Problem): string {
  const where = values?.where;
  if (!code.startsWith("VARIABLE_") || where === undefined || where === "") return message;
  return i18n._("problem.inPlace", { problem: message, where });
}
