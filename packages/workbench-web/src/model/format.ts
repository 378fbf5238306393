/** Numbers and times as the timeline writes them. The language only decides the grouping of digits. */

/** Making a formatter costs more than all the rest of a row's line, so each is made once. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatNumber(value: number, locale: string, maximumFractionDigits: number): string {
  const key = `${locale} ${maximumFractionDigits}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits });
  formatters.set(key, known);
  return known.format(value);
}

export function formatCount(count: number, locale: string): string {
  return formatNumber(count, locale, 0);
}

/** Bytes in the units of the wire: powers of ten, as the size column and the status bar show them. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${formatNumber(value, locale, digits)} ${units[unit] ?? "B"}`;
}

/** A duration with about two significant places: `0.4 ms`, `41 ms`, `1.3 s`, `2 m 05 s`. */
export function formatDuration(microseconds: number): string {
  const ms = microseconds / 1000;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, "0")} s`;
}

/** The time from one row to another: `+412 µs`, `+1.3 s`, `−41 ms`. */
export function formatDelta(microseconds: number): string {
  const size = Math.abs(microseconds);
  const sign = microseconds < 0 ? "−" : "+";
  return sign + (size < 950 ? `${Math.round(size)} µs` : formatDuration(size));
}

/** Time since a moment, as a clock: `04:12`, `1:04:12`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? clock : `${Math.floor(seconds / 3600)}:${clock}`;
}

export interface ClockTime {
  /** `10:41:07`, local. */
  readonly second: string;
  /** `.120 418`, or `.120` */
  readonly fraction: string;
}

export function clockTime(timeUs: number, precision: "ms" | "us" = "us"): ClockTime {
  const date = new Date(Math.floor(timeUs / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const micro = String(Math.floor(timeUs % 1000)).padStart(3, "0");
  return {
    second: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
    fraction: `.${String(date.getMilliseconds()).padStart(3, "0")}${precision === "us" ? ` ${micro}` : ""}`,
  };
}
