import type { Duplex } from "node:stream";
import type { Behaviour, ConnectionRequest, OutgoingMessage, Problem, Result } from "../contract/index.js";
import { networkProblem } from "./diagnosis/network-problem.js";
import type { Attempt, Driver, DriverHost } from "./driver.js";
import { ConnectionAgent } from "./network/agent.js";
import { headerFault, requestHeaders } from "./network/headers.js";
import { requestUrl } from "./network/url.js";
import { type NetworkStep, problems } from "./problems/index.js";

/** What the drivers of all protocols do alike: begin, end once, and know how far they came. */
export abstract class AttemptDriver<Request extends ConnectionRequest> implements Driver {
  protected readonly attempt: Attempt<Request>;
  protected readonly host: DriverHost;
  protected behaviour: Behaviour = {};
  /** What the attempt waits for. */
  protected step: NetworkStep = "dns";
  #agent: ConnectionAgent | undefined;
  #isOver = false;

  constructor(attempt: Attempt<Request>, host: DriverHost) {
    this.attempt = attempt;
    this.host = host;
  }

  open(): void {
    const url = requestUrl(this.request);
    if (!url.ok) {
      this.fail(url.problem);
      return;
    }
    const fault = headerFault(requestHeaders(this.request));
    if (fault !== undefined) {
      this.fail(problems.headerInvalid(fault));
      return;
    }
    try {
      this.#agent = new ConnectionAgent({
        request: this.request,
        tls: this.attempt.tls,
        onStep: (step) => {
          this.step = step;
        },
      });
      this.connect(url.value);
    } catch (error) {
      const problem = networkProblem(error, url.value, this.step);
      const isKnown = problem.code !== "CONNECT_FAILED";
      this.fail(
        isKnown ? problem : problems.headerInvalid(error instanceof Error ? error.message : String(error)),
      );
    }
  }

  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
  }

  abstract close(code?: number, reason?: string): Problem | undefined;
  abstract send(message: OutgoingMessage): Result<null>;
  abstract get bufferedBytes(): number;
  abstract pause(): void;
  abstract resume(): void;

  terminate(): void {
    this.#isOver = true;
    this.release();
    this.#agent?.destroy();
  }

  protected abstract connect(url: URL): void;

  /** Lets go of timers and of the connection, however it ended. */
  protected abstract release(): void;

  protected get request(): Request {
    return this.attempt.request;
  }

  protected get agent(): ConnectionAgent {
    if (!this.#agent) throw new Error("the attempt has not begun");
    return this.#agent;
  }

  /** The network connection that became a WebSocket, if one did. */
  protected get upgraded(): Duplex | undefined {
    return this.#agent?.upgraded;
  }

  protected get isOver(): boolean {
    return this.#isOver;
  }

  protected fail(problem: Problem): void {
    this.end(() => this.host.onFailed(problem));
  }

  protected end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    tell();
    this.release();
    this.#agent?.retire();
  }
}
