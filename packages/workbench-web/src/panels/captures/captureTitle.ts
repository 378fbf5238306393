import type { CaptureInfo } from "signalbox/contract";

/** Its name, or when it began. */
export function captureTitle({ name, startedAt }: CaptureInfo, locale: string): string {
  if (name !== "") return name;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(startedAt);
}
