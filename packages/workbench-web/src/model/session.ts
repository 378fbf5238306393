import type { Playground, Welcome } from "signalbox/contract";
import type { BackendPhase } from "./backend.js";
import { Observable } from "./observable.js";

/** What the backend said of itself when it was reached. */
export interface BackendFacts {
  readonly version: string;
  readonly playground: Playground | undefined;
}

/** The link to the backend: how it stands, and who is at the other end. */
export class Session {
  readonly phase = new Observable<BackendPhase>("connecting");
  readonly facts = new Observable<BackendFacts | undefined>(undefined);

  welcome({ version, playground }: Welcome): void {
    this.facts.set({ version, playground });
    this.phase.set("online");
  }
}
