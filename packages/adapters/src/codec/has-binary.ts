/** Whether there are bytes anywhere in the value: then JSON cannot carry it. */
export function hasBinary(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) {
    for (const item of value) if (hasBinary(item)) return true;
    return false;
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return true;
  if ("toJSON" in value && typeof value.toJSON === "function") return hasBinary(value.toJSON());
  for (const key in value) {
    if (Object.hasOwn(value, key) && hasBinary((value as Record<string, unknown>)[key])) return true;
  }
  return false;
}
