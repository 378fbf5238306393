import type { TransportName } from "@signalbox/wire";
import type { EnginePacketType, EngineVersion } from "@signalbox/wire/engine";
import type { SharedMessage } from "./shared-message.js";

export type { TransportName };

/** What a message is: text, or bytes. */
export type MessageData = string | ArrayBuffer | ArrayBufferView;

export interface SendOptions {
  /** Whether the transport may compress this message. Default true. */
  readonly compress?: boolean | undefined;
  /** May be dropped when the transport cannot take it at once. Default false. */
  readonly volatile?: boolean | undefined;
  /** The whole packet as one WebSocket text message. */
  readonly wsPreEncoded?: string | undefined;
  /** The message is one of many receivers'. */
  readonly shared?: SharedMessage | undefined;
}

export interface OutgoingPacket {
  readonly type: EnginePacketType;
  readonly data?: MessageData | undefined;
  readonly options: SendOptions;
}

export type ReadyState = "opening" | "open" | "closing" | "closed";

/** Whoever owns a transport at the moment: a session, or an upgrade that is being probed. */
export interface TransportOwner {
  onPacket(type: EnginePacketType, data: MessageData | undefined, transport: Transport): void;
  /** The transport can take packets again. */
  onDrain(transport: Transport): void;
  /** The transport broke, or the peer broke its rules. The owner has to reject it. */
  onTransportError(reason: string, description: unknown, transport: Transport): void;
  onTransportClose(description: unknown, transport: Transport): void;
}

/** The contract of the ways a session can travel. One instance carries one session. */
export interface Transport {
  readonly name: TransportName;
  readonly protocol: EngineVersion;
  readonly readyState: ReadyState;
  /** Whether `send` may be called now. */
  readonly accepts: boolean;
  /** Whether, beyond that, nothing sent before is still waiting in this process. */
  readonly writable: boolean;
  /** Bytes accepted and not yet handed to the operating system. */
  readonly bufferedBytes: number;
  owner: TransportOwner;
  /** Only while `accepts`. */
  send(packets: readonly OutgoingPacket[]): void;
  /** Tells the peer that the session ends, then closes; `onTransportClose` follows as soon as the peer will hear of it. */
  close(): void;
  /** The session needs the transport no longer: it ends politely and tells its owner no more than packets already under way. */
  discard(): void;
  /** The peer broke the rules, or does not answer: it is told what can be told. The owner is told nothing. */
  reject(): void;
  /** Ends at once. The owner is told nothing. */
  terminate(): void;
}
