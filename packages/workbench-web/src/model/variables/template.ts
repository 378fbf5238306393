/** One `{{…}}` in a text: where it stands and which variable it names. */
export interface Placeholder {
  readonly from: number;
  readonly to: number;
  /** The first word between the braces: `token`, `$randomInt`. */
  readonly name: string;
}

const PLACEHOLDER = /\{\{\s*([^{}\s]+)[^{}]*\}\}/g;

export function placeholders(text: string): readonly Placeholder[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    name: match[1] ?? "",
  }));
}

export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/**
 * The text with each placeholder replaced by as many digits, so that JSON which is whole once its
 * variables are filled in reads as JSON before that too, with every position unchanged.
 */
export function filledIn(text: string): string {
  return text.replace(PLACEHOLDER, (all) => "1".repeat(all.length));
}
