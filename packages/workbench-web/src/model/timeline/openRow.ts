import type { DetailPart, Problem, Result, RowDetail } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";

/** Bytes of a row asked for at first; `more` asks for four times as many each time. */
export const DETAIL_LIMIT = 256 * 1024;

export type DetailState =
  | { readonly phase: "none" }
  | { readonly phase: "loading"; readonly seq: number }
  | { readonly phase: "ready"; readonly seq: number; readonly detail: RowDetail; readonly limit: number }
  | { readonly phase: "failed"; readonly seq: number; readonly problem: Problem };

/** The row that is looked at whole. */
export class OpenRow {
  readonly state = new Observable<DetailState>({ phase: "none" });
  readonly #backend: Backend;
  readonly #captureId: string | undefined;
  #question = 0;

  constructor(backend: Backend, captureId: string | undefined) {
    this.#backend = backend;
    this.#captureId = captureId;
  }

  show(seq: number): void {
    void this.#fetch(seq, DETAIL_LIMIT);
  }

  close(): void {
    this.#question += 1;
    this.state.set({ phase: "none" });
  }

  /** More of a large row. */
  more(): void {
    const open = this.state.get();
    if (open.phase === "ready") void this.#fetch(open.seq, open.limit * 4);
  }

  /** Something about these rows is new: an answer, a mark. */
  refresh(seqs: readonly number[]): void {
    const open = this.state.get();
    if (open.phase === "ready" && seqs.includes(open.seq)) void this.#fetch(open.seq, open.limit);
  }

  /** A part of a row from beginning to end, for a file. */
  async whole(seq: number, index: number, size: number): Promise<DetailPart | undefined> {
    const result = await this.#ask(seq, size);
    return result.ok ? withByteArrays(result.value).parts[index] : undefined;
  }

  #ask(seq: number, limit: number): Promise<Result<RowDetail>> {
    const captureId = this.#captureId;
    return this.#backend.call("timeline:detail", {
      seq,
      limit,
      ...(captureId !== undefined && { captureId }),
    });
  }

  async #fetch(seq: number, limit: number): Promise<void> {
    const question = ++this.#question;
    const open = this.state.get();
    if (open.phase !== "ready" || open.seq !== seq) this.state.set({ phase: "loading", seq });
    const result = await this.#ask(seq, limit);
    // The person has moved on: a late answer must not replace a newer one.
    if (question !== this.#question) return;
    this.state.set(
      result.ok
        ? { phase: "ready", seq, detail: withByteArrays(result.value), limit }
        : { phase: "failed", seq, problem: result.problem },
    );
  }
}

/** Binary arrives as ArrayBuffer in a browser; the contract, and everything after here, says Uint8Array. */
function withByteArrays(detail: RowDetail): RowDetail {
  const bytes = (value: unknown): Uint8Array =>
    value instanceof Uint8Array
      ? value
      : value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array();
  const part = (value: DetailPart): DetailPart =>
    value.bytes ? { ...value, bytes: bytes(value.bytes) } : value;
  return {
    ...detail,
    bytes: bytes(detail.bytes),
    parts: detail.parts.map(part),
    ...(detail.answer ? { answer: bytes(detail.answer) } : {}),
  };
}
