import type { Problem } from "signalbox/contract";
import { Observable } from "./observable.js";

/** Something that happened and may be taken back, or that could not be done. */
export type NoticeContent =
  | { readonly kind: "deleted"; readonly name: string; readonly undo: () => void }
  | { readonly kind: "problem"; readonly problem: Problem };

export type PageNotice = NoticeContent & { readonly id: number };

/** They stay until they are put away: a person who reads slowly must reach the button too. */
const MOST = 4;

/** What the page tells beside a panel's own messages, the newest last. */
export class Notices {
  readonly all = new Observable<readonly PageNotice[]>([]);
  #next = 0;

  tell(content: NoticeContent): void {
    this.#next += 1;
    const notice = { ...content, id: this.#next };
    this.all.update((all) => [...all, notice].slice(-MOST));
  }

  dismiss(id: number): void {
    this.all.update((all) => all.filter((notice) => notice.id !== id));
  }

  /** The newest that can be taken back. */
  undo(): void {
    const newest = [...this.all.get()].reverse().find((notice) => notice.kind === "deleted");
    if (newest?.kind !== "deleted") return;
    this.dismiss(newest.id);
    newest.undo();
  }
}
