import type { OutgoingMessage } from "./message.js";
import type { ConnectionRequest } from "./request.js";

/** In what a connection and a message can be written down. */
export type CodeTarget = "wscat" | "websocat" | "ws" | "socket.io-client" | "browser" | "python";

export interface CodeCall {
  readonly target: CodeTarget;
  readonly request: ConnectionRequest;
  /** The Socket.IO version in use, where the request says `auto`. */
  readonly version?: 2 | 3 | 4;
  /** What is sent once the connection stands. */
  readonly message?: OutgoingMessage;
}

export interface Code {
  readonly text: string;
  readonly language: "shell" | "javascript" | "html" | "python";
}
