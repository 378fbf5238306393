/** Insomnia writes `{{ _.name }}` (Nunjucks), in older files `{{ name }}`; a few of its tags have an equal here. */
const tagsToDynamic: readonly (readonly [RegExp, string])[] = [
  [/\{%\s*uuid\s+'v4'\s*%\}/g, "{{$uuid}}"],
  [/\{%\s*now\s+'iso-8601'[^%]*%\}/g, "{{$isoTimestamp}}"],
  [/\{%\s*now\s+'millis'[^%]*%\}/g, "{{$timestamp}}"],
];

const dynamicToTags: readonly (readonly [RegExp, string])[] = [
  [/\{\{\s*\$uuid\s*\}\}/g, "{% uuid 'v4' %}"],
  [/\{\{\s*\$isoTimestamp\s*\}\}/g, "{% now 'iso-8601', '' %}"],
  [/\{\{\s*\$timestamp\s*\}\}/g, "{% now 'millis', '' %}"],
];

export function fromTemplates(text: string): string {
  const withTags = tagsToDynamic.reduce((all, [tag, dynamic]) => all.replace(tag, dynamic), text);
  return withTags.replace(/\{\{\s*(?:_\.)?([\w.-]+)\s*\}\}/g, "{{$1}}");
}

export function toTemplates(text: string): string {
  const withTags = dynamicToTags.reduce((all, [dynamic, tag]) => all.replace(dynamic, tag), text);
  return withTags.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, "{{ _.$1 }}");
}

/** Applies a change to every text in a value. */
export function inTexts<T>(value: T, change: (text: string) => string): T;
export function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => inTexts(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inTexts(one, change)]));
}
