/** One area's messages in another language than English: the same keys, none missing and none too many. */
export type Area<English> = Readonly<Record<keyof English, string>>;
