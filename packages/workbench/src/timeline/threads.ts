import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Catalogue, Mark, Row, RowDetail, TimelineFilter, ViewChange } from "../contract/index.js";
import { TimelineError, type TimelineErrorCode } from "./errors.js";
import type { Position } from "./source.js";
import type { ConnectionRecord } from "./writer.js";

/** What the main thread, the writer thread and the reader thread say to each other. */

export interface ThreadData {
  readonly path: string;
  /** Of a capture that is begun: the writer's. */
  readonly captureId?: string;
}

export type ToWriter =
  | { readonly type: "connection"; readonly record: ConnectionRecord }
  | {
      readonly type: "batch";
      readonly buffer: ArrayBuffer;
      readonly used: number;
      readonly lastSeq: number;
      readonly rows: number;
    }
  | { readonly type: "close" };

/** The file is no capture that the thread could open. */
export interface FailedThread {
  readonly type: "failed";
  readonly code: TimelineErrorCode;
  readonly message: string;
  readonly values: TimelineError["values"];
}

export function failedThread({ code, message, values }: TimelineError): FailedThread {
  return { type: "failed", code, message, values };
}

export type FromWriter =
  | {
      readonly type: "ready";
      readonly captureId: string;
      readonly lastSeq: number;
      readonly bytesOnDisk: number;
      readonly connections: readonly ConnectionRecord[];
    }
  | FailedThread
  | {
      readonly type: "committed";
      readonly lastSeq: number;
      readonly buffer: ArrayBuffer;
      readonly bytesOnDisk: number;
    }
  /** A batch cannot be written now, for example because the disk is full; it is tried again. */
  | { readonly type: "stuck"; readonly message: string }
  /** A batch can never be written: its rows are gone. */
  | {
      readonly type: "lost";
      readonly lastSeq: number;
      readonly buffer: ArrayBuffer;
      readonly rows: number;
      readonly message: string;
    }
  | { readonly type: "closed" };

/** The questions that the reader answers, by name. */
export interface ReaderCalls {
  watch(viewId: string, filter: TimelineFilter): ViewChange;
  unwatch(viewId: string): void;
  rows(viewId: string, from: number, count: number): readonly Row[];
  detail(seq: number, limit: number): RowDetail;
  position(viewId: string, at: Position): number;
  mark(seq: number, mark: Mark | undefined): void;
  catalogue(connectionIds: readonly string[] | undefined): Promise<Catalogue>;
  /** Shows that the reader is not held up. */
  ping(): void;
}

export type ToReader =
  | { readonly type: "committed"; readonly lastSeq: number }
  | {
      readonly [Name in keyof ReaderCalls]: {
        readonly type: "call";
        readonly id: number;
        readonly name: Name;
        readonly args: Parameters<ReaderCalls[Name]>;
      };
    }[keyof ReaderCalls]
  | { readonly type: "close" };

export type FromReader =
  | { readonly type: "ready" }
  | FailedThread
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | {
      readonly type: "refusal";
      readonly id: number;
      readonly code: TimelineErrorCode | undefined;
      readonly message: string;
    }
  | { readonly type: "change"; readonly change: ViewChange }
  | { readonly type: "closed" };

/** Starts a thread and waits until it is ready; rejects with the error that it failed with. */
export function startThread<From extends { readonly type: string }>(
  name: "writer-thread" | "reader-thread",
  data: ThreadData,
): Promise<{ worker: Worker; ready: Extract<From, { type: "ready" }> }> {
  const worker = new Worker(moduleOf(name), { workerData: data });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (message: From | FailedThread) => {
      worker.off("error", reject);
      if (message.type === "failed" && "code" in message) {
        void worker.terminate();
        const { code, values = {} } = message;
        reject(new TimelineError(code, message.message, { values }));
      } else {
        resolve({ worker, ready: message as Extract<From, { type: "ready" }> });
      }
    });
  });
}

/** A thread runs compiled code, also where tests run this file from its source. */
function moduleOf(name: string): URL {
  const beside = new URL(`./${name}.js`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../dist/timeline/${name}.js`, import.meta.url);
}
