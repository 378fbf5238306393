import type { Row } from "signalbox/contract";
import { isPlain, type Text } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { formatDuration } from "../../model/format.js";
import { stateFacts } from "../../model/timeline/rowText.js";

/** What a row is, in one or two words. */
export function kindText(row: Row, { t }: Text): string {
  switch (row.kind) {
    case "event":
      return row.event ?? t("kind.event");
    case "ack":
      return row.event === undefined ? t("kind.ack") : t("kind.ackOf", { event: row.event });
    case "message":
      return row.isBinary ? t("kind.binary") : t("kind.text");
    case "state":
      return t(`phase.${row.phase ?? "connected"}`);
    case "engine":
      return row.event === undefined ? t("kind.engine") : t("kind.engineOf", { type: row.event });
    default:
      return t(`kind.${row.kind}`);
  }
}

/** What a row holds, on one line. */
export function previewText(row: Row, text: Text): string {
  if (row.problem !== undefined)
    return problemText(text.i18n, { ...row.problem, message: row.preview }).message;
  return row.kind === "state" ? stateText(row, text) : row.preview;
}

/** The kind column says what became of the connection; here stand the facts: URL, version, code, reason. */
function stateText(row: Row, { t }: Text): string {
  const facts = stateFacts(row.preview);
  const meaning = row.phase === "closed" ? `closeCode.${/^\d{4}/.exec(facts)?.[0]}` : "";
  return isPlain(meaning) ? `${facts} · ${t(meaning)}` : facts;
}

export function durationText(row: Row, { t }: Text): string {
  if (row.durationUs === undefined) return "";
  const duration = formatDuration(row.durationUs);
  return row.kind === "event" ? t("row.ackAfter", { duration }) : row.kind === "ack" ? "" : duration;
}
