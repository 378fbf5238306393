import type { CaptureStatus } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";
import { addSample } from "../sparkline.js";

/** The capture that is being written: how much, and how fast. */
export class CaptureMonitor {
  readonly status = new Observable<CaptureStatus | undefined>(undefined);
  readonly rates = new Observable<readonly number[]>([]);

  constructor(backend: Backend) {
    backend.on("capture", (status) => this.status.set(status));
  }

  /** Called once a second: the rate as it is now, for the sparkline. */
  sampleRate(): void {
    const status = this.status.get();
    if (status !== undefined) this.rates.update((rates) => addSample(rates, status.perSecond));
  }
}
