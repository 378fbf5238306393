import type { Protocol } from "../../contract/index.js";
import type { Json } from "../parse.js";

/** What an AsyncAPI document says that concerns us, whatever its version. */
export interface ApiDescription {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly servers: readonly ApiServer[];
  readonly channels: readonly ApiChannel[];
}

export interface ApiServer {
  readonly name: string;
  /** `ws://host:port/base`; variables as `{{name}}`. */
  readonly url: string;
  readonly protocol: Protocol;
  /** Socket.IO only. */
  readonly version?: 2 | 3 | 4;
  readonly path?: string;
}

export interface ApiChannel {
  readonly name: string;
  /** A path, or for Socket.IO a namespace. */
  readonly address: string;
  readonly description?: string;
  /** Names of `servers`; all of them where it is empty. */
  readonly servers: readonly string[];
  readonly query: readonly ApiParameter[];
  readonly headers: readonly ApiParameter[];
  readonly messages: readonly ApiMessage[];
}

export interface ApiParameter {
  readonly name: string;
  readonly example: string;
  readonly description?: string;
}

export interface ApiMessage {
  /** For Socket.IO the event. */
  readonly name: string;
  /** From the client's side. */
  readonly direction: "sent" | "received";
  readonly description?: string;
  readonly contentType?: string;
  readonly payload: ApiPayload;
  /** Socket.IO: what its acknowledgement carries. */
  readonly ack?: ApiPayload;
}

/** One schema an argument; a WebSocket message has one. */
export interface ApiPayload {
  readonly schemas: readonly Json[];
  /** Argument lists as they were seen or written. */
  readonly examples: readonly (readonly unknown[])[];
}
