import type { Direction } from "@signalbox/wire";
import type { Problem } from "./problem.js";

/**
 * What a row is. The protocol layer (`handshake`, `ping`, `pong`, `closeFrame`, `engine`, `exchange`,
 * `socket`) is shown only when asked for.
 */
export type RowKind =
  | "state" // connecting, connected, closed, failed
  | "message" // a WebSocket data message
  | "event" // a Socket.IO event
  | "ack" // a Socket.IO acknowledgement
  | "problem" // an ack timeout, a refused send, a dropped row
  | "handshake"
  | "ping"
  | "pong"
  | "closeFrame"
  | "engine" // Engine.IO packets that carry no event: open, ping, pong, upgrade, noop, close
  | "exchange" // one polling request and its answer
  | "socket"; // Socket.IO CONNECT, DISCONNECT, CONNECT_ERROR

/** What the list shows of a row. Everything else is fetched when the row is looked at. */
export interface Row {
  /** 1, 2, 3 … over the whole capture, without a gap. */
  readonly seq: number;
  /** Microseconds since the epoch. */
  readonly timeUs: number;
  readonly connectionId: string;
  readonly direction: Direction | "none";
  readonly kind: RowKind;
  /** Text or binary; undefined where the question has no sense. */
  readonly isBinary?: boolean;
  readonly namespace?: string;
  /** An event's name, for an ack that of the emit; of a row of kind `engine` the packet's type (`ping`). */
  readonly event?: string;
  readonly ackId?: number;
  /** For an ack: the row of the emit that it answers. For an emit: the row of its ack, once there. */
  readonly pairSeq?: number;
  /** Payload bytes. */
  readonly size: number;
  /** Handshakes: how long they took. Acks: the time since the emit. Emits: the same, once the ack is there. */
  readonly durationUs?: number;
  /** The beginning of the payload on one line, at most 200 characters. */
  readonly preview: string;
  /** Number of event arguments. */
  readonly argumentCount?: number;
  /** For a row of kind `problem` and a `failed` state: what a translation needs. The whole is in the detail. */
  readonly problem?: Pick<Problem, "code" | "values">;
  readonly mark?: Mark;
  /** Sent by a reaction, a repeat or a scenario, not by hand. */
  readonly origin?: "reaction" | "repeat" | "scenario";
  /** For a row of kind `state`: what the connection became. */
  readonly phase?: "connecting" | "connected" | "closing" | "closed" | "failed";
}

/** What a person put to a row. */
export interface Mark {
  readonly color: "red" | "amber" | "green" | "blue";
  readonly note?: string;
}

export interface Catalogue {
  readonly entries: readonly {
    /** Socket.IO events by name; undefined: WebSocket messages. */
    readonly event?: string;
    readonly namespace?: string;
    readonly direction: Direction;
    readonly count: number;
    /** Over the last second. */
    readonly perSecond: number;
    readonly lastSeq: number;
  }[];
}

/** A row opened. */
export interface RowDetail {
  readonly row: Row;
  /** A message's payload, or the argument list of an event or ack, one part an argument. */
  readonly parts: readonly DetailPart[];
  /** The original bytes, headers included, at most the first `bytesShown` of `bytesTotal`. */
  readonly bytes: Uint8Array;
  readonly bytesShown: number;
  readonly bytesTotal: number;
  /** What `bytes` is, so that its anatomy can be drawn. */
  readonly bytesAre: "frame" | "handshake-request" | "engine-packet" | "http" | "none";
  /** Engine.IO version the packet was written in, when `bytesAre` is `engine-packet` or a frame carries one. */
  readonly engineVersion?: 3 | 4;
  /** The answer to a handshake or an exchange. */
  readonly answer?: Uint8Array;
  readonly problem?: Problem;
}

export interface DetailPart {
  readonly format: "json" | "text" | "xml" | "html" | "msgpack" | "binary";
  /** The text as it came; for `binary` empty, for `msgpack` the value as JSON. */
  readonly text: string;
  /** For `binary` and `msgpack`: the bytes. */
  readonly bytes?: Uint8Array;
  readonly size: number;
  /** True when only the beginning is here: the size is over the limit asked for. */
  readonly cut: boolean;
  /** Set for a binary that stands deep inside an argument: the number of its placeholder. These follow the arguments. */
  readonly attachment?: number;
}

export interface TimelineFilter {
  readonly connectionIds?: readonly string[];
  readonly directions?: readonly (Direction | "none")[];
  /** Show the protocol layer too. */
  readonly protocolLayer?: boolean;
  readonly events?: readonly string[];
  /** Events that are not shown. */
  readonly mutedEvents?: readonly string[];
  /** Of received events only these are shown; everything else stays. */
  readonly listenedEvents?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly kinds?: readonly RowKind[];
  /** Payload bytes, both ends included. */
  readonly minSize?: number;
  readonly maxSize?: number;
  /** Only rows with a mark. */
  readonly marked?: boolean;
  /** A plain text is sought case-insensitively in the payload; `/…/flags` is a regular expression. */
  readonly search?: string;
}

/** Counters of one watched view, pushed at most once a frame while they change. */
export interface ViewChange {
  readonly viewId: string;
  /** Rows that match the filter. */
  readonly total: number;
  /** The newest rows, at most 50, so that a follower needs no second question. */
  readonly tail: readonly Row[];
  /** Rows whose content changed since the last push (an ack arrived for them), at most the newest 500. */
  readonly changed: readonly Row[];
  /** False while older rows are still being searched: `total` grows until this is true. */
  readonly complete: boolean;
}

export interface CaptureStatus {
  readonly captureId: string;
  readonly messages: number;
  /** Over the last second. */
  readonly perSecond: number;
  readonly bytesOnDisk: number;
  /** Rows that could not be kept, each told by a row of kind `problem`. */
  readonly dropped: number;
  readonly capturing: boolean;
  /** Why it does not capture: a limit, or a disk without room. */
  readonly problem?: Problem;
}
