import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import {
  contentTop,
  elementHeight,
  type ScrollGeometry,
  type ScrollPosition,
  scrolled,
  scrollTo,
  TOP,
  type VisibleRange,
  visibleRange,
} from "../model/timeline/scroll.js";

const OVERSCAN = 6;

export interface RowScroll {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** Height of the element inside the scrolling one. */
  readonly heightPx: number;
  readonly range: VisibleRange;
  /** The first row that is in view as a whole. */
  readonly firstVisible: number;
  /** Where a row stands inside that element. */
  readonly topOf: (index: number) => number;
  /** Scrolls as little as needed to bring a row into view. */
  readonly reveal: (index: number) => void;
  /** Rows that fit on one screen. */
  readonly pageRows: number;
}

export interface RowScrollOptions {
  readonly total: number;
  readonly rowPx: number;
  /** Keep to the last row as rows come. */
  readonly isFollowing?: boolean;
  /** The person scrolled: to the end, or away from it. */
  readonly onFollow?: (isFollowing: boolean) => void;
}

/** Binds the pure scroll model to one scrolling element. */
export function useRowScroll({ total, rowPx, isFollowing = false, onFollow }: RowScrollOptions): RowScroll {
  const ref = useRef<HTMLDivElement>(null);
  const [viewportPx, setViewportPx] = useState(0);
  const [position, setPosition] = useState<ScrollPosition>(TOP);
  const current = useRef<ScrollPosition>(TOP);
  const geometry: ScrollGeometry = { contentPx: total * rowPx, viewportPx };

  const move = useCallback((next: ScrollPosition) => {
    const element = ref.current;
    if (element !== null && Math.abs(element.scrollTop - next.scrollTop) >= 1)
      element.scrollTop = next.scrollTop;
    current.current = next;
    setPosition(next);
  }, []);

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setViewportPx(element.clientHeight));
    observer.observe(element);
    setViewportPx(element.clientHeight);
    return () => observer.disconnect();
  }, []);

  // Following, or a list that became shorter: the position is put right before the frame is painted.
  const { contentPx } = geometry;
  useLayoutEffect(() => {
    if (viewportPx === 0) return;
    const last = Math.max(0, contentPx - viewportPx);
    const top = contentTop(current.current);
    if (isFollowing || top > last) move(scrollTo({ contentPx, viewportPx }, last));
  }, [contentPx, viewportPx, isFollowing, move]);

  const onScroll = () => {
    const element = ref.current;
    if (element === null) return;
    const moved = element.scrollTop - current.current.scrollTop;
    if (Math.abs(moved) < 1) return;
    const next = scrolled(geometry, current.current, element.scrollTop);
    const isAtEnd = contentTop(next) >= geometry.contentPx - geometry.viewportPx - 2;
    // In this frame, not after it: a fast scroll would show the place where the rows are not yet.
    flushSync(() => {
      if (moved < 0) onFollow?.(false);
      else if (isAtEnd) onFollow?.(true);
      move(next);
    });
  };

  const reveal = (index: number) => {
    const top = contentTop(current.current);
    const rowTop = index * rowPx;
    if (rowTop < top) move(scrollTo(geometry, rowTop));
    else if (rowTop + rowPx > top + viewportPx) move(scrollTo(geometry, rowTop + rowPx - viewportPx));
  };

  return {
    ref,
    onScroll,
    heightPx: elementHeight(geometry),
    range: visibleRange(geometry, position, rowPx, OVERSCAN),
    firstVisible: Math.ceil(contentTop(position) / rowPx),
    topOf: (index) => index * rowPx - position.offset,
    reveal,
    pageRows: Math.max(1, Math.floor(viewportPx / rowPx) - 1),
  };
}
