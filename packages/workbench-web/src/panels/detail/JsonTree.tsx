import { type KeyboardEvent, type MouseEvent, useId, useMemo, useState } from "react";
import { useText } from "../../i18n/index.js";
import { type JsonLine, visibleLines } from "../../model/json.js";
import { Icon } from "../../ui/Icon.js";
import { useRowScroll } from "../../ui/useRowScroll.js";
import styles from "./Detail.module.css";

const LINE_PX = 20;

export interface JsonTreeProps {
  readonly label: string;
  readonly lines: readonly JsonLine[];
}

/** JSON as it was written, foldable; only the lines in view exist. */
export function JsonTree({ label, lines }: JsonTreeProps) {
  const { t } = useText();
  const treeId = useId();
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(0);
  const visible = useMemo(() => visibleLines(lines, folded), [lines, folded]);
  const scroll = useRowScroll({ total: visible.length, rowPx: LINE_PX });

  const setFold = (line: JsonLine, isFolded: boolean) => {
    const next = new Set(folded);
    if (isFolded) next.add(line.id);
    else next.delete(line.id);
    setFolded(next);
  };
  const go = (place: number) => {
    const target = Math.max(0, Math.min(place, visible.length - 1));
    setActive(target);
    scroll.reveal(target);
  };
  const parentOf = (place: number): number => {
    const depth = visible[place]?.depth ?? 0;
    for (let i = place - 1; i >= 0; i--) if ((visible[i]?.depth ?? 0) < depth) return i;
    return place;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = visible[active];
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const opens = line.close !== undefined && line.entries !== 0;
    const isFolded = folded.has(line.id);
    switch (event.key) {
      case "ArrowDown":
        go(active + 1);
        break;
      case "ArrowUp":
        go(active - 1);
        break;
      case "PageDown":
        go(active + scroll.pageRows);
        break;
      case "PageUp":
        go(active - scroll.pageRows);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(visible.length - 1);
        break;
      case "ArrowRight":
        if (opens && isFolded) setFold(line, false);
        else go(active + 1);
        break;
      case "ArrowLeft":
        if (opens && !isFolded) setFold(line, true);
        else go(parentOf(active));
        break;
      case "Enter":
        if (opens) setFold(line, !isFolded);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest("[data-line]") : null;
    if (!(element instanceof HTMLElement)) return;
    const place = Number(element.dataset.line);
    setActive(place);
    const line = visible[place];
    const onMarker = event.target instanceof Element && event.target.closest("[data-marker]") !== null;
    if (line?.close !== undefined && onMarker) setFold(line, !folded.has(line.id));
  };

  const { from, count } = scroll.range;
  return (
    <div
      ref={scroll.ref}
      role="tree"
      aria-label={label}
      aria-activedescendant={`${treeId}-${active}`}
      tabIndex={0}
      className={styles.tree}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" className={styles.treeSpace} style={{ height: scroll.heightPx }}>
        {visible.slice(from, from + count).map((line, offset) => {
          const place = from + offset;
          const opens = line.close !== undefined && line.entries !== 0;
          const isFolded = opens && folded.has(line.id);
          return (
            <div
              key={line.id}
              id={`${treeId}-${place}`}
              role="treeitem"
              aria-level={line.depth + 1}
              aria-selected={place === active}
              {...(opens ? { "aria-expanded": !isFolded } : {})}
              data-line={place}
              className={place === active ? `${styles.line} ${styles.activeLine}` : styles.line}
              style={{ top: scroll.topOf(place), paddingLeft: 8 + line.depth * 16 }}
            >
              <span className={styles.marker} data-marker="">
                {opens && <Icon name={isFolded ? "chevronRight" : "chevronDown"} size={11} />}
              </span>
              {line.key !== undefined && <span className={styles.key}>{line.key}</span>}
              {line.key !== undefined && <span className={styles.punctuation}>: </span>}
              <span className={styles[line.kind]}>{line.text}</span>
              {line.close !== undefined && (isFolded || line.entries === 0) && <Folded line={line} t={t} />}
              {line.comma && <span className={styles.punctuation}>,</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Folded({ line, t }: { readonly line: JsonLine; readonly t: ReturnType<typeof useText>["t"] }) {
  return (
    <>
      {line.entries !== 0 && (
        <span className={styles.folded}> {t("json.entries", { count: line.entries ?? 0 })} </span>
      )}
      <span className={styles.punctuation}>{line.text === "{" ? "}" : "]"}</span>
    </>
  );
}
