import type { VariableInfo } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";

/** What each `{{name}}` means at the moment. */
export class Variables {
  readonly all = new Observable<readonly VariableInfo[]>([]);

  constructor(backend: Backend) {
    backend.on("variables", (variables) => this.all.set(variables));
  }

  find(name: string): VariableInfo | undefined {
    return this.all.get().find((variable) => variable.name === name);
  }
}
