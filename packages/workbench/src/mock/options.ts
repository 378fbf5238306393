import type { MockNews } from "./scene.js";

/** What goes wrong on purpose. */
export interface Faults {
  /** Every answer comes this many milliseconds later. */
  readonly delayMs?: number;
  /** The part of the answers that is left out, 0 to 1. */
  readonly drop?: number;
  /** Connections are refused: a WebSocket and an Engine.IO session with this HTTP status. */
  readonly refuseStatus?: number;
  /** Namespaces are refused with this message. */
  readonly refuseMessage?: string;
  /** Connections are closed after this many milliseconds. */
  readonly closeAfterMs?: number;
  /** With this code (WebSocket); 1006 drops them without a close frame. Default 1011. */
  readonly closeCode?: number;
}

export interface MockOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** 1: as recorded; 2: twice as fast; Infinity: at once. */
  readonly speed: number;
  readonly faults: Faults;
  readonly onNews: (news: MockNews) => void;
}

export const mockDefaults = {
  port: 0,
  host: "127.0.0.1",
  speed: 1,
  faults: {},
  onNews: () => {},
} as const satisfies MockOptions;
