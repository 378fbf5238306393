const units = { ms: 1, s: 1000, m: 60_000 } as const;

/** Milliseconds of a duration as it is written: `200`, `200ms`, `1.5 s`, `2m`. Throws a `RangeError` for anything else. */
export function milliseconds(written: number | string): number {
  if (typeof written === "number") return written;
  const match = /^(\d+(?:\.\d+)?) ?(ms|s|m)?$/.exec(written.trim());
  if (!match) throw new RangeError(`"${written}" is no duration; write 200ms, 2s or 1m`);
  return Math.round(Number(match[1]) * units[(match[2] ?? "ms") as keyof typeof units]);
}

export function formatMilliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${Number((ms / 1000).toFixed(2))} s` : `${Number((ms / 60_000).toFixed(2))} min`;
}
