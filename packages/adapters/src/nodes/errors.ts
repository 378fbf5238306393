/**
 *     AdapterError
 *     ├─ RequestTimeoutError      not every node answered in time
 *     ├─ EngineLostError          the engine that joins the nodes is out of reach
 *     ├─ EncodeError              a message that cannot be written for other nodes
 *     ├─ DecodeError              a message from outside that cannot be read
 *     ├─ UnsupportedClientError   an engine's client that the adapter does not know
 *     ├─ NotAWorkerError          a Node cluster's adapter outside of a worker
 *     ├─ NotAttachedError         sessions cannot be forwarded: the server is not attached yet
 *     └─ ForwardingFolderError    sessions cannot be forwarded: others could reach the workers' sockets
 *
 * `code` is stable and part of the API; `message` is for people and may change.
 */
export class AdapterError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

export class RequestTimeoutError extends AdapterError {
  constructor(received: number, expected: number) {
    super(
      "SIGNALBOX_REQUEST_TIMEOUT",
      `timeout reached: only ${received} responses received out of ${expected}`,
    );
  }
}

export class EngineLostError extends AdapterError {
  constructor(engine: string, namespace: string, cause: unknown) {
    const why = cause instanceof Error && cause.message !== "" ? `: ${cause.message}` : "";
    super(
      "SIGNALBOX_ENGINE_LOST",
      `${engine} is out of reach${why}. Namespace ${namespace} serves its own clients only, until it is back`,
      { cause },
    );
  }
}

export class EncodeError extends AdapterError {
  constructor(cause: unknown) {
    super(
      "SIGNALBOX_ENCODE",
      `a message could not be written for the other nodes: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

export class DecodeError extends AdapterError {
  constructor(where: string, cause: unknown) {
    super(
      "SIGNALBOX_DECODE",
      `a message on ${where} could not be read, and was left out: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

export class UnsupportedClientError extends AdapterError {
  constructor(expected: string) {
    super("SIGNALBOX_UNSUPPORTED_CLIENT", `${expected} is expected`);
  }
}

export class NotAWorkerError extends AdapterError {
  constructor() {
    super(
      "SIGNALBOX_NOT_A_WORKER",
      "this process has no primary: fork it with node:cluster, or leave the adapter out",
    );
  }
}

export class NotAttachedError extends AdapterError {
  constructor() {
    super(
      "SIGNALBOX_NOT_ATTACHED",
      "the server has no engine yet: call forwardSessions(io) after new Server(httpServer) or io.attach(httpServer)",
    );
  }
}

export class ForwardingFolderError extends AdapterError {
  constructor(folder: string) {
    super(
      "SIGNALBOX_FORWARDING_FOLDER",
      `${folder} is not private to this user (its own, mode 0700): remove it, or name another as the option folder`,
    );
  }
}
