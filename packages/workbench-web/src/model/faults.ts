import type { Problem } from "signalbox/contract";
import type { MessageFault } from "./composer/message.js";
import { Observable } from "./observable.js";
import type { RequestFault } from "./request/request.js";

/** Why the last Connect or Send of a tab did not happen. */
export type TabFault =
  | { readonly at: "connect"; readonly fault: RequestFault }
  | { readonly at: "send"; readonly fault: MessageFault }
  | { readonly at: "connect" | "send"; readonly problem: Problem };

/** The fault of each tab that has one, by the tab's id. */
export class Faults {
  readonly byTab = new Observable<ReadonlyMap<string, TabFault>>(new Map());

  set(tabId: string, fault: TabFault): void {
    this.byTab.update((all) => new Map(all).set(tabId, fault));
  }

  /** With `at`, only a fault of that. */
  clear(tabId: string, at?: TabFault["at"]): void {
    this.byTab.update((all) => {
      const fault = all.get(tabId);
      if (fault === undefined || (at !== undefined && fault.at !== at)) return all;
      const left = new Map(all);
      left.delete(tabId);
      return left;
    });
  }
}
