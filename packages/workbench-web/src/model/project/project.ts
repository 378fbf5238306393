import type { ProjectState } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";

/** The folder of saved requests and environments, as its files stand. */
export class Project {
  readonly state = new Observable<ProjectState | undefined>(undefined);

  constructor(backend: Backend) {
    backend.on("project", (state) => this.state.set(state));
  }
}
