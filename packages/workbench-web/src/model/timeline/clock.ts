/**
 * The moment that a person means by a time of day, on the day of a moment near it: `10:41`, `10:41:07`,
 * `10:41:07.120418`. Microseconds since the epoch; undefined for what is no time.
 */
export function parseClock(text: string, nearUs: number): number | undefined {
  const parts = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*$/.exec(
    text.replace(/(\d) (\d)/, "$1$2"),
  );
  if (!parts) return undefined;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const day = new Date(nearUs / 1000);
  day.setHours(hours, minutes, seconds, 0);
  return day.getTime() * 1000 + Number((parts[4] ?? "").padEnd(6, "0"));
}
