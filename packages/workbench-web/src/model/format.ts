/** Numbers and times as the timeline writes them. Pure; the language only decides the grouping of digits. */

export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
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
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${units[unit] ?? "B"}`;
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
  /** `.120 418` */
  readonly fraction: string;
}

export function clockTime(timeUs: number): ClockTime {
  const date = new Date(Math.floor(timeUs / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const micro = String(Math.floor(timeUs % 1000)).padStart(3, "0");
  return {
    second: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
    fraction: `.${String(date.getMilliseconds()).padStart(3, "0")} ${micro}`,
  };
}
