/**
 * Scrolling over more rows than a browser can lay out. Chromium cuts an element's height at about
 * 33.5 million pixels, Firefox at 17.8 million: 24 px rows end at 740,000. Above `MAX_HEIGHT_PX` the
 * content is cut into overlapping pages, and `offset` says how far the page in view is shifted: a small
 * movement (wheel, keys) keeps the page and is exact to the pixel, a long one (dragging the thumb)
 * finds its page by proportion. The first and the last page are exact, so both ends are reachable.
 */
export const MAX_HEIGHT_PX = 8_000_000;

export interface ScrollGeometry {
  /** Height of all rows. */
  readonly contentPx: number;
  readonly viewportPx: number;
}

export interface ScrollPosition {
  /** What the scrolling element says. */
  readonly scrollTop: number;
  /** Content coordinate = element coordinate + offset. */
  readonly offset: number;
}

export const TOP: ScrollPosition = { scrollTop: 0, offset: 0 };

/** The height to give the element inside the scrolling one. */
export function elementHeight(geometry: ScrollGeometry): number {
  return Math.min(geometry.contentPx, MAX_HEIGHT_PX);
}

/** The content coordinate at the top edge of the viewport. */
export function contentTop(position: ScrollPosition): number {
  return position.scrollTop + position.offset;
}

interface Paging {
  readonly pagePx: number;
  readonly pages: number;
  readonly shiftPx: number;
}

function paging(geometry: ScrollGeometry): Paging {
  const height = elementHeight(geometry);
  const pagePx = height / 100;
  const pages = Math.max(2, Math.floor(geometry.contentPx / pagePx));
  return { pagePx, pages, shiftPx: (geometry.contentPx - height) / (pages - 1) };
}

/** Where to scroll so that the content coordinate `top` is at the top edge. */
export function scrollTo(geometry: ScrollGeometry, top: number): ScrollPosition {
  const last = Math.max(0, geometry.contentPx - geometry.viewportPx);
  const clamped = Math.min(Math.max(0, top), last);
  if (geometry.contentPx <= MAX_HEIGHT_PX) return { scrollTop: clamped, offset: 0 };
  const { pagePx, pages, shiftPx } = paging(geometry);
  const page = Math.min(pages - 1, Math.floor(clamped / pagePx));
  // The last screen always belongs to the last page, whose end is the element's end.
  const offset = clamped >= last ? geometry.contentPx - MAX_HEIGHT_PX : Math.round(page * shiftPx);
  return { scrollTop: clamped - offset, offset };
}

/** The person scrolled the element to `scrollTop`: the new position, which may ask for another `scrollTop`. */
export function scrolled(geometry: ScrollGeometry, from: ScrollPosition, scrollTop: number): ScrollPosition {
  if (geometry.contentPx <= MAX_HEIGHT_PX) return { scrollTop, offset: 0 };
  const isSmall = Math.abs(scrollTop - from.scrollTop) < geometry.viewportPx * 2;
  if (isSmall) return scrollTo(geometry, scrollTop + from.offset);
  const reach = MAX_HEIGHT_PX - geometry.viewportPx;
  return scrollTo(geometry, (scrollTop / reach) * (geometry.contentPx - geometry.viewportPx));
}

export interface VisibleRange {
  readonly from: number;
  readonly count: number;
}

/** Rows in view and `overscan` more on both sides. */
export function visibleRange(
  geometry: ScrollGeometry,
  position: ScrollPosition,
  rowPx: number,
  overscan: number,
): VisibleRange {
  const total = Math.round(geometry.contentPx / rowPx);
  const top = contentTop(position);
  const from = Math.max(0, Math.floor(top / rowPx) - overscan);
  const to = Math.min(total, Math.ceil((top + geometry.viewportPx) / rowPx) + overscan);
  return { from, count: Math.max(0, to - from) };
}
