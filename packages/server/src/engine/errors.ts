/** What an Engine.IO server answers when it cannot serve a request. The numbers are part of the protocol. */
export const EngineErrorCode = {
  UNKNOWN_TRANSPORT: 0,
  UNKNOWN_SID: 1,
  BAD_HANDSHAKE_METHOD: 2,
  BAD_REQUEST: 3,
  FORBIDDEN: 4,
  UNSUPPORTED_PROTOCOL_VERSION: 5,
} as const;

export type EngineErrorCode = (typeof EngineErrorCode)[keyof typeof EngineErrorCode];

export const ENGINE_ERROR_MESSAGES = {
  0: "Transport unknown",
  1: "Session ID unknown",
  2: "Bad handshake method",
  3: "Bad request",
  4: "Forbidden",
  5: "Unsupported protocol version",
} as const satisfies Record<EngineErrorCode, string>;

/** The reason behind a code, as the `connection_error` event tells it. */
export interface EngineErrorContext {
  readonly name?: string;
  /** What `allowRequest` gave as the reason. */
  readonly message?: unknown;
  readonly [detail: string]: unknown;
}

/** A request that was refused. It never leaves the server: it becomes an HTTP answer and an event. */
export class EngineRefusal extends Error {
  readonly code: EngineErrorCode;
  readonly context: EngineErrorContext;

  constructor(code: EngineErrorCode, context: EngineErrorContext = {}) {
    super(ENGINE_ERROR_MESSAGES[code]);
    this.name = "EngineRefusal";
    this.code = code;
    this.context = context;
  }

  /** What the peer reads: `allowRequest` may word its own refusal. */
  get publicMessage(): unknown {
    const own = this.code === EngineErrorCode.FORBIDDEN ? this.context.message : undefined;
    return own ?? this.message;
  }

  get status(): number {
    return this.code === EngineErrorCode.FORBIDDEN ? 403 : 400;
  }
}

/** Why a session's transport broke: the second argument of `disconnect` after "transport error". */
export class TransportError extends Error {
  readonly type = "TransportError";
  /** The cause, where there is one. */
  readonly description: unknown;

  constructor(message: string, description: unknown) {
    super(message);
    this.description = description;
  }
}
