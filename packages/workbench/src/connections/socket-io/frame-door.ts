import type { Duplex } from "node:stream";
import type { ControlMessage, FaultMessage, Result } from "../../contract/index.js";
import { done, refused } from "../../result.js";
import type { Log } from "../driver.js";
import { problems } from "../problems/index.js";
import { type FaultStep, faultSteps } from "../sending/faults.js";
import { controlPayload } from "../sending/outgoing.js";
import { logControlFrame, logLooseBytes, logLooseFrame } from "../websocket/log.js";
import { writeFrame } from "./raw-frames.js";

const controlOpcodes = { ping: 9, pong: 10 } as const;

/** Sends frames of a person's own on the WebSocket below a Socket.IO connection. */
export class FrameDoor {
  readonly #log: Log;
  readonly #socket: () => Duplex | undefined;

  /** `socket`: the connection that became a WebSocket, if one did. */
  constructor(log: Log, socket: () => Duplex | undefined) {
    this.#log = log;
    this.#socket = socket;
  }

  sendControl(message: ControlMessage): Result<null> {
    const payload = controlPayload(message);
    if (!payload.ok) return payload;
    const frame = { opcode: controlOpcodes[message.kind], payload: payload.value };
    return this.#take([{ type: "frame", frame }]);
  }

  sendFault(message: FaultMessage): Result<null> {
    const steps = faultSteps(message);
    return steps.ok ? this.#take(steps.value) : steps;
  }

  #take(steps: readonly FaultStep[]): Result<null> {
    const socket = this.#socket();
    if (!socket?.writable) return refused(problems.noWebSocket());
    for (const step of steps) {
      if (step.type === "frame") {
        const record = writeFrame(socket, step.frame);
        if (!logControlFrame(this.#log, record)) logLooseFrame(this.#log, record);
      } else if (step.type === "bytes") {
        // Behind what was sent in this turn of the event loop, as frames are.
        setImmediate(() => socket.write(step.bytes));
        logLooseBytes(this.#log, step.bytes);
      } else {
        setImmediate(() => socket.end());
      }
    }
    return done;
  }
}
