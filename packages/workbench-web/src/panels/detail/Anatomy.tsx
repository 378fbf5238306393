import { useLingui } from "@lingui/react";
import type { Span } from "@signalbox/wire/anatomy";
import { useText } from "../../i18n/index.js";
import { spanText } from "../../i18n/span.js";
import { bitsOf, type Run, runAt } from "../../model/detail/byteSpans.js";
import styles from "./Detail.module.css";

/** More runs than this are no table any more; the hexdump still names each byte. */
const LONGEST_TABLE = 200;

export interface AnatomyTableProps {
  readonly runs: readonly Run[];
  readonly cursor: number | undefined;
  readonly onCursor: (offset: number | undefined) => void;
}

/** Every run of bytes with its meaning, one a line. */
export function AnatomyTable({ runs, cursor, onCursor }: AnatomyTableProps) {
  const { t } = useText();
  const { i18n } = useLingui();
  const active = cursor === undefined ? undefined : runAt(runs, cursor);
  if (runs.length === 0) return <p className={styles.empty}>{t("anatomy.none")}</p>;
  return (
    <section className={styles.anatomy} tabIndex={0} aria-label={t("anatomy.label")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("anatomy.bytes")}</th>
            <th scope="col">{t("anatomy.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {runs.slice(0, LONGEST_TABLE).map((run) => {
            const inner = run.path.at(-1);
            return (
              <tr
                key={run.start}
                className={run === active ? styles.activeRun : undefined}
                onPointerEnter={() => onCursor(run.start)}
              >
                <td className={styles.mono}>
                  {run.end - run.start === 1 ? run.start : `${run.start}–${run.end - 1}`}
                </td>
                <td>
                  <span className={`${styles.swatch} ${styles[`colour${run.colour}`]}`} aria-hidden="true" />
                  {inner && <SpanLine span={inner} />}
                  <span className={styles.bits}>
                    {bitsOf(run).map((bit) => (
                      <span key={bit.kind}>{spanText(i18n, bit).label}</span>
                    ))}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function SpanLine({ span }: { readonly span: Span }) {
  const { i18n } = useLingui();
  const { label, explanation } = spanText(i18n, span);
  return (
    <>
      <strong className={span.error === undefined ? undefined : styles.wrong}>{label}</strong>
      <span className={styles.explanation}>{explanation}</span>
    </>
  );
}

/** What the byte under the cursor is: read aloud as the cursor moves. */
export function ByteTip({
  run,
  cursor,
  bytes,
}: {
  readonly run: Run | undefined;
  readonly cursor: number | undefined;
  readonly bytes: Uint8Array;
}) {
  const { t } = useText();
  const { i18n } = useLingui();
  const value = cursor === undefined ? undefined : bytes[cursor];
  if (cursor === undefined || value === undefined)
    return <p className={`${styles.tip} ${styles.hint}`}>{t("anatomy.hint")}</p>;
  const inner = run?.path.at(-1);
  const outer = run?.path.slice(0, -1).map((span) => spanText(i18n, span).label) ?? [];
  return (
    <div className={styles.tip} role="status">
      <span className={styles.tipByte}>
        {run && <span className={`${styles.swatch} ${styles[`colour${run.colour}`]}`} aria-hidden="true" />}
        {t("anatomy.byte", { offset: cursor })}
        <code>
          0x{value.toString(16).padStart(2, "0")}{" "}
          {value >= 0x20 && value < 0x7f ? `"${String.fromCharCode(value)}"` : ""}
        </code>
        {outer.length > 0 && <span className={styles.outer}>{outer.join(" › ")} ›</span>}
        {inner && <strong>{spanText(i18n, inner).label}</strong>}
      </span>
      {inner && <span>{spanText(i18n, inner).explanation}</span>}
      {run && bitsOf(run).length > 0 && (
        <span>
          {bitsOf(run)
            .map((bit) => spanText(i18n, bit).label)
            .join(" · ")}
        </span>
      )}
    </div>
  );
}
