import { type KeyboardEvent, type PointerEvent, useMemo } from "react";
import { type Run, runAt } from "../../model/detail/byteSpans.js";
import { asciiByte, BYTES_PER_LINE, hexByte, lineCount, offsetLabel } from "../../model/detail/hexdump.js";
import { useRowScroll } from "../../ui/useRowScroll.js";
import styles from "./Detail.module.css";

const LINE_PX = 20;
/** A longer run, a payload mostly, is underlined only while it is looked at: lines under everything mark nothing. */
const LONGEST_MARK = 24;

export interface HexDumpProps {
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly runs: readonly Run[];
  /** The byte a person looks at, by mouse or keyboard. */
  readonly cursor: number | undefined;
  readonly onCursor: (offset: number | undefined) => void;
}

/** Offset, sixteen bytes, ASCII; bytes that belong together are underlined together. */
export function HexDump({ label, bytes, runs, cursor, onCursor }: HexDumpProps) {
  const scroll = useRowScroll({ total: lineCount(bytes.length), rowPx: LINE_PX });
  const active = useMemo(() => (cursor === undefined ? undefined : runAt(runs, cursor)), [runs, cursor]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: BYTES_PER_LINE,
      ArrowUp: -BYTES_PER_LINE,
      PageDown: BYTES_PER_LINE * scroll.pageRows,
      PageUp: -BYTES_PER_LINE * scroll.pageRows,
      Home: -bytes.length,
      End: bytes.length,
    };
    const step = steps[event.key];
    if (step === undefined || bytes.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = cursor === undefined ? 0 : Math.max(0, Math.min(cursor + step, bytes.length - 1));
    onCursor(next);
    scroll.reveal(Math.floor(next / BYTES_PER_LINE));
  };
  const onPointerMove = (event: PointerEvent) => {
    const byte = event.target instanceof HTMLElement ? event.target.dataset.byte : undefined;
    if (byte !== undefined) onCursor(Number(byte));
  };

  const { from, count } = scroll.range;
  return (
    <div
      ref={scroll.ref}
      role="group"
      aria-label={label}
      tabIndex={0}
      className={styles.hex}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onFocus={() => cursor === undefined && bytes.length > 0 && onCursor(0)}
    >
      <div className={styles.hexSpace} style={{ height: scroll.heightPx }}>
        {Array.from({ length: count }, (_, place) => from + place).map((line) => (
          <HexLine
            key={line}
            line={line}
            top={scroll.topOf(line)}
            bytes={bytes}
            runs={runs}
            cursor={cursor}
            active={active}
          />
        ))}
      </div>
    </div>
  );
}

interface HexLineProps extends Pick<HexDumpProps, "bytes" | "runs" | "cursor"> {
  readonly line: number;
  readonly top: number;
  readonly active: Run | undefined;
}

function HexLine({ line, top, bytes, runs, cursor, active }: HexLineProps) {
  const start = line * BYTES_PER_LINE;
  const shown = Array.from(bytes.subarray(start, start + BYTES_PER_LINE));
  const cells = shown.map((value, column) => {
    const offset = start + column;
    const run = runAt(runs, offset);
    const isMarked = run !== undefined && (run.end - run.start <= LONGEST_MARK || run === active);
    const joins = run !== undefined && offset + 1 < run.end && column < BYTES_PER_LINE - 1;
    const classes = [
      styles.byte,
      run && styles[`colour${run.colour}`],
      isMarked && styles.marked,
      joins && styles.joined,
      run !== undefined && run === active && styles.inRun,
      offset === cursor && styles.cursor,
    ];
    return { value, offset, className: classes.filter(Boolean).join(" ") };
  });
  return (
    <div className={styles.hexLine} style={{ top }}>
      <span className={styles.offset}>{offsetLabel(line, bytes.length)}</span>
      <span className={styles.bytes}>
        {cells.map(({ value, offset, className }) => (
          <span key={offset} data-byte={offset} className={className}>
            {hexByte(value)}
          </span>
        ))}
      </span>
      <span className={styles.ascii}>
        {cells.map(({ value, offset }) => (
          <span key={offset} data-byte={offset} className={offset === cursor ? styles.cursor : undefined}>
            {asciiByte(value)}
          </span>
        ))}
      </span>
    </div>
  );
}
