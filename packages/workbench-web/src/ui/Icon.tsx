/** Drawn for this page: 16 by 16, one stroke. Beside a text or inside a named control, so never read aloud. */
const PATHS = {
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  state: "M8 3.2 12.8 8 8 12.8 3.2 8Z",
  problem: "M8 3v6M8 12.2v.3",
  plus: "M8 3v10M3 8h10",
  close: "m4 4 8 8M12 4l-8 8",
  chevronDown: "m4 6 4 4 4-4",
  chevronRight: "m6 4 4 4-4 4",
  left: "M13 8H3M7 4 3 8l4 4",
  right: "M3 8h10M9 4l4 4-4 4",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2 12.5 8 5 12.8Z",
  follow: "M8 2v8M4.5 6.5 8 10l3.5-3.5M3 13.5h10",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.4 10.4 14 14",
  copy: "M6 5.5h7v8H6zM10 5.5v-3H3v8h3",
  check: "m3 8.5 3.5 3.5L13 4.5",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  moon: "M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z",
  system: "M2 3h12v8H2zM6 14h4M8 11v3",
  record: "M8 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM8 9.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4Z",
  sidebar: "M2 3h12v10H2zM6 3v10",
  detail: "M2 3h12v10H2zM10 3v10",
  keyboard: "M1.5 4h13v8h-13zM4 6.5h.1M6.6 6.5h.1M9.2 6.5h.1M11.9 6.5h.1M5 9.5h6",
  more: "M3.5 8h.1M8 8h.1M12.4 8h.1",
  edit: "m3 13 .6-2.8L11 2.8l2.2 2.2-7.4 7.4ZM9.6 4.2l2.2 2.2",
  visible:
    "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z",
  hidden: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM3 13.5l10-11",
  repeat:
    "M3 8V6.5A2.5 2.5 0 0 1 5.5 4H13M10.5 1.5 13 4l-2.5 2.5M13 8v1.5A2.5 2.5 0 0 1 10.5 12H3M5.5 14.5 3 12l2.5-2.5",
  stop: "M4 4h8v8H4Z",
  pulse: "M1.5 8h3l2-4.5 3 9 2-4.5h3",
  save: "M2.5 2.5h8.2l2.8 2.8v8.2h-11ZM5 2.5v3.5h5V2.5M5 13.5V9h6v4.5",
  undo: "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6",
  grip: "M6 4h.1M10 4h.1M6 8h.1M10 8h.1M6 12h.1M10 12h.1",
  file: "M4 1.8h5.2L12.5 5v9.2H4ZM9 2v3.2h3.3",
  folder: "M1.8 12.8V3.5h4.6l1.4 1.8h6.4v7.5Z",
  filter: "M2 3.5h12L9.5 9v4l-3 1.2V9Z",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6",
  flag: "M4 14V2.5h8l-2 3 2 3H4",
  layers: "m8 2 6 3-6 3-6-3ZM2 8l6 3 6-3M2 11l6 3 6-3",
  braces:
    "M6 2.5H5A1.5 1.5 0 0 0 3.5 4v2.3L2.2 8l1.3 1.7V12A1.5 1.5 0 0 0 5 13.5h1M10 2.5h1A1.5 1.5 0 0 1 12.5 4v2.3L13.8 8l-1.3 1.7V12a1.5 1.5 0 0 1-1.5 1.5h-1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 14 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: "none", display: "block" }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" style={{ display: "block" }}>
      <rect x="5" y="1" width="8" height="16" rx="4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <circle cx="9" cy="5.4" r="2" fill="var(--bad)" />
      <circle cx="9" cy="12.4" r="2" fill="var(--accent)" />
    </svg>
  );
}
