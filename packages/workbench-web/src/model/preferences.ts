import { Observable } from "./observable.js";
import { type KeyValueStore, readStored, writeStored } from "./storage.js";

export const LANGUAGES = ["en", "zh-TW"] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The first language the browser asks for that the page has; any Chinese counts as Traditional Chinese. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh-TW";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** What a person has chosen about the page itself. */
export class Preferences {
  readonly language: Observable<Language>;
  readonly theme: Observable<Theme>;
  readonly isSidebarShown: Observable<boolean>;
  readonly isDetailShown: Observable<boolean>;
  /** The project's folders that are open in the tree, by path. */
  readonly expandedFolders: Observable<readonly string[]>;

  constructor(store: KeyValueStore, wantedLanguages: readonly string[]) {
    this.language = remembered(store, "language", isLanguage, preferredLanguage(wantedLanguages));
    this.theme = remembered(store, "theme", isTheme, "system");
    this.isSidebarShown = remembered(store, "sidebar", isBoolean, true);
    this.isDetailShown = remembered(store, "detail", isBoolean, true);
    this.expandedFolders = remembered(store, "folders", isTexts, []);
  }
}

function remembered<T>(
  store: KeyValueStore,
  key: string,
  isValid: (value: unknown) => value is T,
  otherwise: T,
): Observable<T> {
  const observable = new Observable(readStored(store, key, isValid) ?? otherwise);
  observable.subscribe(() => writeStored(store, key, observable.get()));
  return observable;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);
const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);
