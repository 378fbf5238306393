import type { ClientRequest, IncomingMessage } from "node:http";
import { WebSocket } from "@signalbox/websocket";
import { closePayload, describeCloseCode } from "@signalbox/wire/websocket";
import type {
  OutgoingMessage,
  Problem,
  Result,
  WebSocketMessage,
  WebSocketRequest,
} from "../contract/index.js";
import { abandoned, type Driver, type DriverHost, type DriverOptions } from "./driver.js";
import { networkProblem } from "./network-problem.js";
import { messageData } from "./outgoing.js";
import { probeEngine } from "./probe.js";
import { type NetworkStep, problems } from "./problems.js";
import { type HttpAnswer, readAnswer, refusalProblem } from "./refusal.js";
import { requestHeaders, requestUrl } from "./request-url.js";
import { WebSocketLog } from "./websocket-log.js";

const socketIoPath = "/socket.io";
const probeTimeoutMs = 2000;

export class WebSocketDriver implements Driver {
  readonly #request: WebSocketRequest;
  readonly #host: DriverHost;
  readonly #options: DriverOptions;
  #socket: WebSocket | undefined;
  /** What the attempt waits for. */
  #step: NetworkStep = "tcp";
  #hasOpened = false;
  #isClosing = false;
  #isOver = false;
  /** The error before the close event, which carries none. */
  #error: Error | undefined;

  constructor(request: WebSocketRequest, host: DriverHost, options: DriverOptions) {
    this.#request = request;
    this.#host = host;
    this.#options = options;
  }

  open(): void {
    const url = requestUrl(this.#request);
    if (!url.ok) {
      this.#fail(url.problem);
      return;
    }
    try {
      this.#connect(url.value);
    } catch (error) {
      this.#fail(problems.headerInvalid(error instanceof Error ? error.message : String(error)));
    }
  }

  #connect(url: URL): void {
    const socket = new WebSocket(url, [...(this.#request.subprotocols ?? [])], {
      headers: requestHeaders(this.#request),
      handshakeTimeout: this.#options.connectTimeoutMs,
      rejectUnauthorized: this.#request.tls?.verify !== false,
      finishRequest: (request) => {
        this.#followSteps(request, url.protocol === "wss:");
        request.end();
      },
      tap: new WebSocketLog(this.#host.log),
    });
    this.#socket = socket;
    socket.on("open", () => {
      if (this.#isOver) return;
      this.#hasOpened = true;
      this.#host.onConnected(socket.protocol === "" ? {} : { subprotocol: socket.protocol });
    });
    socket.on("error", (error: Error) => {
      this.#error = error;
    });
    socket.on("unexpected-response", (request: ClientRequest, response: IncomingMessage) => {
      void readAnswer(response).then((answer) => {
        request.destroy();
        return this.#refused(url, answer);
      });
    });
    socket.on("close", (code: number, reason: Buffer) => this.#closed(url, code, reason.toString()));
  }

  #followSteps(request: ClientRequest, isSecure: boolean): void {
    request.once("socket", (socket) => {
      socket.once("connect", () => {
        this.#step = isSecure ? "tls" : "http";
      });
      socket.once("secureConnect", () => {
        this.#step = "http";
      });
    });
  }

  close(code = 1000, reason = ""): Problem | undefined {
    try {
      closePayload(code, reason);
    } catch (error) {
      return problems.closeInvalid(error instanceof Error ? error.message : String(error));
    }
    if (this.#hasOpened) {
      if (this.#isClosing) this.#socket?.terminate();
      else this.#socket?.close(code, reason);
      this.#isClosing = true;
    } else {
      this.#end(() => this.#host.onClosed(abandoned));
      this.#socket?.terminate();
    }
    return undefined;
  }

  send(message: OutgoingMessage): Result<null> {
    if (this.#socket?.readyState !== WebSocket.OPEN) return { ok: false, problem: problems.notConnected() };
    if (!isWebSocketMessage(message)) {
      return { ok: false, problem: problems.bodyInvalid("a WebSocket has no events") };
    }
    const data = messageData(message);
    if (!data.ok) return data;
    this.#socket.send(data.value, { binary: message.kind === "binary" });
    return { ok: true, value: null };
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  terminate(): void {
    this.#isOver = true;
    this.#socket?.terminate();
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
      this.#end(() => this.#host.onClosed(facts));
      return;
    }
    const error = this.#error ?? new Error("the connection was closed");
    const errorCode = "code" in error ? error.code : undefined;
    // Told with its body by `unexpected-response`.
    if (errorCode === "WS_ERR_UNEXPECTED_RESPONSE") return;
    if (errorCode === "WS_ERR_HANDSHAKE_TIMEOUT") {
      this.#fail(problems.timeout(url.hostname, this.#step, this.#options.connectTimeoutMs));
      return;
    }
    if (errorCode === "WS_ERR_INVALID_HANDSHAKE") {
      this.#fail(problems.upgradeInvalid(error.message));
      return;
    }
    const problem = networkProblem(error, url);
    // Engine.IO cuts upgrades of other paths without a word.
    if (problem.code === "CONNECT_RESET") void this.#refused(url, undefined, problem);
    else this.#fail(problem);
  }

  /** Before a refusal is told: does Socket.IO live here, and was it taken for a plain WebSocket? */
  async #refused(url: URL, answer: HttpAnswer | undefined, problem?: Problem): Promise<void> {
    const told = problem ?? (answer ? refusalProblem(answer) : problems.reset(url.hostname));
    if (this.#isOver) return;
    if (told.code === "IS_SOCKET_IO") {
      this.#fail(told);
      return;
    }
    const finding = await probeEngine(url, socketIoPath, {
      headers: requestHeaders(this.#request),
      verifyTls: this.#request.tls?.verify !== false,
      timeoutMs: probeTimeoutMs,
    });
    this.#fail(finding?.version === undefined ? told : problems.isSocketIo(answer));
  }

  #fail(problem: Problem): void {
    this.#end(() => this.#host.onFailed(problem));
  }

  #end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    tell();
  }
}

function isWebSocketMessage(message: OutgoingMessage): message is WebSocketMessage {
  return ["text", "json", "xml", "html", "binary"].includes(message.kind);
}
