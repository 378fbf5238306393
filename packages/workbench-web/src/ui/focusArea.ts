/** Places that a shortcut can go to; each marks its element with `data-area`. */
export type Area = "address" | "composer" | "timeline" | "search" | "detail" | "sidebar";

export function focusArea(area: Area): void {
  const place = document.querySelector<HTMLElement>(`[data-area="${area}"]`);
  const target = place?.matches("input, textarea, [tabindex]")
    ? place
    : place?.querySelector<HTMLElement>(
        "input, [contenteditable=true], [role=tab][aria-selected=true], button",
      );
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}
