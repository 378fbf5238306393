import { mask, type Scope } from "./scope.js";
import { mapStrings } from "./strings.js";

/** Anything shorter would be found everywhere, and is no secret worth the name. */
const minCharacters = 3;

/** Plain data with the values of secrets masked in every string, encoded for a URL or not. */
export function maskSecrets<T>(value: T, scope: Scope): T {
  const secrets = scope
    .list()
    .filter((variable) => variable.secret && variable.value.length >= minCharacters)
    .flatMap(({ value }) => [value, encodeURIComponent(value)])
    // One may hold another.
    .sort((one, other) => other.length - one.length);
  if (secrets.length === 0) return value;
  return mapStrings(value, (text) => {
    let masked = text;
    for (const secret of secrets) masked = masked.replaceAll(secret, mask);
    return masked;
  });
}
