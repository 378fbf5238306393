import type { IncomingMessage } from "node:http";
import { WebSocket } from "@signalbox/websocket";
import { sendBytes, sendFrame } from "@signalbox/websocket/raw";
import { closePayload, describeCloseCode } from "@signalbox/wire/websocket";
import type {
  ControlMessage,
  FaultMessage,
  OutgoingMessage,
  Problem,
  Result,
  WebSocketMessage,
  WebSocketRequest,
} from "../../contract/index.js";
import { done, refused } from "../../result.js";
import { AttemptDriver } from "../attempt-driver.js";
import { networkProblem } from "../diagnosis/network-problem.js";
import { type HttpAnswer, readAnswer } from "../diagnosis/refusal.js";
import { diagnoseWebSocket } from "../diagnosis/websocket.js";
import { type Attempt, abandoned, type DriverHost } from "../driver.js";
import { requestHeaders } from "../network/headers.js";
import { problems } from "../problems/index.js";
import { faultSteps } from "../sending/faults.js";
import { controlPayload, messageData } from "../sending/outgoing.js";
import { logLooseBytes, WebSocketLog } from "./log.js";

export class WebSocketDriver extends AttemptDriver<WebSocketRequest> {
  readonly #log: WebSocketLog;
  #socket: WebSocket | undefined;
  #hasOpened = false;
  #isClosing = false;
  /** The error before the close event, which carries none. */
  #error: Error | undefined;

  constructor(attempt: Attempt<WebSocketRequest>, host: DriverHost) {
    super(attempt, host);
    this.#log = new WebSocketLog(host.log);
  }

  protected connect(url: URL): void {
    const { subprotocols = [], perMessageDeflate, maxMessageBytes, maxRedirects = 0 } = this.request;
    const socket = new WebSocket(url, [...subprotocols], {
      agent: this.agent,
      headers: requestHeaders(this.request),
      handshakeTimeout: this.attempt.connectTimeoutMs,
      followRedirects: maxRedirects > 0,
      maxRedirects,
      perMessageDeflate: perMessageDeflate !== false,
      maxPayload: maxMessageBytes,
      // Answered here, so that a person can stop it.
      autoPong: false,
      tap: this.#log,
    });
    this.#socket = socket;
    socket.on("open", () => {
      if (this.isOver) return;
      this.#hasOpened = true;
      this.host.onConnected(socket.protocol === "" ? {} : { subprotocol: socket.protocol });
    });
    socket.on("ping", (data: Buffer) => {
      if (this.behaviour.answersHeartbeats !== false && socket.readyState === WebSocket.OPEN) {
        socket.pong(data);
      }
    });
    socket.on("error", (error: Error) => {
      this.#error = error;
    });
    socket.on("unexpected-response", (request, response: IncomingMessage) => {
      void readAnswer(response).then((answer) => {
        request.destroy();
        return this.#refused(url, answer);
      });
    });
    socket.on("close", (code: number, reason: Buffer) => this.#closed(url, code, reason.toString()));
  }

  close(code = 1000, reason = ""): Problem | undefined {
    try {
      closePayload(code, reason);
    } catch (error) {
      return problems.closeInvalid(error instanceof Error ? error.message : String(error));
    }
    if (this.#hasOpened) {
      // Whoever does not read does not see the other side's part in it.
      this.#socket?.resume();
      if (this.#isClosing) this.#socket?.terminate();
      else this.#socket?.close(code, reason);
      this.#isClosing = true;
    } else {
      this.end(() => this.host.onClosed(abandoned));
    }
    return undefined;
  }

  send(message: OutgoingMessage): Result<null> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return refused(problems.notConnected());
    switch (message.kind) {
      case "event":
      case "ack":
        return refused(problems.bodyInvalid("a WebSocket has no events"));
      case "ping":
      case "pong":
        return this.#sendControl(socket, message);
      case "fault":
        return this.#sendFault(socket, message);
      default:
        return this.#sendMessage(socket, message);
    }
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  pause(): void {
    if (!this.#isClosing) this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  protected release(): void {
    if (this.#socket && this.#socket.readyState !== WebSocket.CLOSED) this.#socket.terminate();
  }

  #sendMessage(socket: WebSocket, message: WebSocketMessage): Result<null> {
    const data = messageData(message);
    if (!data.ok) return data;
    socket.send(data.value, { binary: message.kind === "binary" });
    return done;
  }

  #sendControl(socket: WebSocket, message: ControlMessage): Result<null> {
    const payload = controlPayload(message);
    if (!payload.ok) return payload;
    if (message.kind === "ping") socket.ping(payload.value);
    else socket.pong(payload.value);
    return done;
  }

  #sendFault(socket: WebSocket, message: FaultMessage): Result<null> {
    const steps = faultSteps(message);
    if (!steps.ok) return steps;
    for (const step of steps.value) {
      if (step.type === "frame") {
        this.#log.raw(() => sendFrame(socket, step.frame));
      } else if (step.type === "bytes") {
        sendBytes(socket, step.bytes);
        logLooseBytes(this.host.log, step.bytes);
      } else {
        this.upgraded?.end();
      }
    }
    return done;
  }

  #closed(url: URL, code: number, reason: string): void {
    if (this.#hasOpened) {
      const error = this.#error?.message;
      const { name, meaning } = describeCloseCode(code);
      const facts = {
        code,
        reason: reason || (error ?? ""),
        meaning: `${name}: ${meaning}`,
        clean: code !== 1006 && !error,
      };
      this.end(() => this.host.onClosed(facts));
      return;
    }
    const error = this.#error ?? new Error("the connection was closed");
    const errorCode = "code" in error ? error.code : undefined;
    switch (errorCode) {
      case "WS_ERR_UNEXPECTED_RESPONSE":
        // Told with its body by `unexpected-response`.
        return;
      case "WS_ERR_HANDSHAKE_TIMEOUT":
        this.fail(problems.timeout(url.hostname, this.step, this.attempt.connectTimeoutMs));
        return;
      case "WS_ERR_INVALID_HANDSHAKE":
        this.fail(problems.upgradeInvalid(error.message));
        return;
      case "WS_ERR_TOO_MANY_REDIRECTS":
        this.fail(problems.tooManyRedirects(this.request.maxRedirects ?? 0));
        return;
    }
    const problem = networkProblem(error, url, this.step);
    // Engine.IO cuts upgrades of other paths without a word.
    if (problem.code === "CONNECT_RESET") void this.#refused(url, undefined);
    else this.fail(problem);
  }

  async #refused(url: URL, answer: HttpAnswer | undefined): Promise<void> {
    if (this.isOver) return;
    this.fail(await diagnoseWebSocket({ url, request: this.request, tls: this.attempt.tls, answer }));
  }
}
