/** `Array.isArray` that tells readonly lists from the other members of a union. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
