import type { WebSocket } from "@signalbox/websocket";

/** What the application of the endpoint saw. */
export type Seen =
  | readonly ["message", string, boolean]
  | readonly ["ping", string]
  | readonly ["pong", string]
  | readonly ["error", string]
  | readonly ["close", number, string];

/** The endpoint under test with the application of every conformance case: it echoes, and writes down what it sees. */
export class Endpoint {
  readonly webSocket: WebSocket;
  readonly seen: Seen[] = [];
  /** Settles with the close event. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  constructor(webSocket: WebSocket, echo: boolean) {
    this.webSocket = webSocket;
    webSocket.on("message", (data: Buffer, isBinary: boolean) => {
      this.seen.push([
        "message",
        data.length > 1000 ? `${data.length} bytes` : data.toString("hex"),
        isBinary,
      ]);
      if (echo && webSocket.readyState === webSocket.OPEN) webSocket.send(data, { binary: isBinary });
    });
    webSocket.on("ping", (data: Buffer) => this.seen.push(["ping", data.toString("hex")]));
    webSocket.on("pong", (data: Buffer) => this.seen.push(["pong", data.toString("hex")]));
    webSocket.on("error", (error: Error & { code?: string }) =>
      this.seen.push(["error", error.code ?? error.message]),
    );
    this.closed = new Promise((resolve) => {
      webSocket.on("close", (code: number, reason: Buffer) => {
        this.seen.push(["close", code, reason.toString()]);
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** The messages so far. */
  get messages(): readonly Seen[] {
    return this.seen.filter(([kind]) => kind === "message");
  }

  /** The codes of the errors so far. */
  get errors(): readonly string[] {
    return this.seen.flatMap((event) => (event[0] === "error" ? [event[1]] : []));
  }
}
