import { type I18n, setupI18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { useLingui } from "@lingui/react";
import type { Language } from "../model/preferences.js";
import { en } from "./en/index.js";
import { zhTW } from "./zh-TW/index.js";

export type MessageKey = keyof typeof en;

/** The names between braces in a message, `{count}` or `{count, plural, …}`. */
type ValueNames<S extends string> = S extends `${string}{${infer Inner}}${infer Rest}`
  ?
      | (Inner extends `${infer Name}, plural${string}`
          ? Name
          : Inner extends `${string}#${string}`
            ? never
            : Inner)
      | ValueNames<Rest>
  : never;

/** A key whose message needs no value. */
export type PlainKey = {
  [K in MessageKey]: [ValueNames<(typeof en)[K]>] extends [never] ? K : never;
}[MessageKey];

type Values<K extends MessageKey> = [ValueNames<(typeof en)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<ValueNames<(typeof en)[K]>, string | number>>];

/** A message in the language of the page. A key that is not there, or a value left out, does not compile. */
export type Translate = <K extends MessageKey>(key: K, ...values: Values<K>) => string;

export function createI18n(language: Language): I18n {
  const i18n = setupI18n({ messages: { en, "zh-TW": zhTW } });
  i18n.setMessagesCompiler(compileMessage);
  i18n.activate(language);
  return i18n;
}

export function translator(i18n: I18n): Translate {
  return (key, ...values) => i18n._(key, values[0]);
}

export interface Text {
  readonly t: Translate;
  readonly locale: string;
  readonly i18n: I18n;
}

/** The translator of a view; the view is drawn anew when the language changes. */
export function useText(): Text {
  const { i18n } = useLingui();
  return { t: translator(i18n), locale: i18n.locale, i18n };
}

export function isPlain(key: string): key is PlainKey {
  return hasMessage(key) && !en[key].includes("{");
}

export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
