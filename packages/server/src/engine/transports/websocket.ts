import {
  decodeEnginePacket,
  type EnginePacket,
  type EnginePacketType,
  type EngineVersion,
} from "@signalbox/wire/engine";
import { toBuffer } from "../bytes.js";
import { EngineWebSocket, type WebSocketReceiver } from "./engine-websocket.js";
import type {
  MessageData,
  OutgoingPacket,
  ReadyState,
  SendOptions,
  Transport,
  TransportOwner,
} from "./transport.js";
import type { WebSocketLike } from "./websocket-like.js";

const PACKET_DIGIT: Readonly<Record<EnginePacketType, string>> = {
  open: "0",
  close: "1",
  ping: "2",
  pong: "3",
  message: "4",
  upgrade: "5",
  noop: "6",
};
// Made once: an object for each message would be a fifth of what a short one costs.
const TEXT = { binary: false, compress: true } as const;
const TEXT_AS_IT_IS = { binary: false, compress: false } as const;
const BINARY = { binary: true, compress: true } as const;
const BINARY_AS_IT_IS = { binary: true, compress: false } as const;

const MESSAGE_DIGIT = 0x34;
const MESSAGE_BYTE = Buffer.of(4);

/** Packets over a WebSocket: one message each. */
export class WebSocketTransport implements Transport, WebSocketReceiver {
  readonly name = "websocket";
  readonly protocol: EngineVersion;
  readonly socket: WebSocketLike;
  readonly #supportsBinary: boolean;
  readyState: ReadyState = "open";
  owner: TransportOwner;

  /** @param supportsBinary false when the client asked for Base64 instead (`b64` in the query) */
  constructor(
    socket: WebSocketLike,
    protocol: EngineVersion,
    supportsBinary: boolean,
    owner: TransportOwner,
  ) {
    this.socket = socket;
    this.protocol = protocol;
    this.#supportsBinary = supportsBinary;
    this.owner = owner;
    if (socket instanceof EngineWebSocket) socket.receiver = this;
    else this.#listenTo(socket);
  }

  get accepts(): boolean {
    return this.readyState === "open";
  }

  get writable(): boolean {
    return this.readyState === "open" && this.socket.bufferedAmount === 0;
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  send(packets: readonly OutgoingPacket[]): void {
    for (const { type, data, options } of packets) this.sendPacket(type, data, options);
  }

  sendPacket(type: EnginePacketType, data: MessageData | undefined, options: SendOptions): void {
    const compress = options.compress !== false;
    if (options.shared !== undefined && this.socket instanceof EngineWebSocket) {
      this.socket.send(options.shared.prepared, compress ? TEXT : TEXT_AS_IT_IS);
      return;
    }
    if (data === undefined || typeof data === "string") {
      const text = type === "message" ? `4${data}` : PACKET_DIGIT[type] + (data ?? "");
      this.socket.send(options.wsPreEncoded ?? text, compress ? TEXT : TEXT_AS_IT_IS);
      return;
    }
    const bytes = toBuffer(data);
    if (!this.#supportsBinary) {
      const text = (this.protocol === 4 ? "b" : "b4") + bytes.toString("base64");
      this.socket.send(text, compress ? TEXT : TEXT_AS_IT_IS);
    } else {
      const message = this.protocol === 4 ? bytes : Buffer.concat([MESSAGE_BYTE, bytes]);
      this.socket.send(message, compress ? BINARY : BINARY_AS_IT_IS);
    }
  }

  close(): void {
    if (this.readyState !== "open") return;
    this.discard();
    // Whether the peer answers the closing handshake is of no interest to the session.
    this.owner.onTransportClose(undefined, this);
  }

  discard(): void {
    if (this.readyState === "open") this.socket.close();
    this.readyState = "closed";
  }

  reject(): void {
    this.discard();
  }

  terminate(): void {
    this.readyState = "closed";
    this.socket.terminate();
  }

  // --- what the WebSocket tells

  onMessage(data: Buffer, isBinary: boolean): void {
    if (this.readyState !== "open") return;
    // By far the most frequent packet is not taken through an object.
    if (!isBinary && data[0] === MESSAGE_DIGIT) {
      this.owner.onPacket("message", data.toString("utf8", 1), this);
      return;
    }
    let packet: EnginePacket;
    try {
      packet = decodeEnginePacket(isBinary ? data : data.toString(), this.protocol);
    } catch (error) {
      this.owner.onTransportError("parse error", error, this);
      return;
    }
    this.owner.onPacket(packet.type, packet.data, this);
  }

  onClose(code: number, reason: Buffer): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    this.owner.onTransportClose({ code, reason: reason.toString() }, this);
  }

  onError(error: Error): void {
    if (this.readyState === "closed") return;
    this.owner.onTransportError("websocket error", error, this);
  }

  onDrain(): void {
    this.owner.onDrain(this);
  }

  /** For WebSocket classes other than ours, see the option `wsEngine`. */
  #listenTo(socket: WebSocketLike): void {
    socket.on("message", (data, isBinary) => this.onMessage(data, isBinary));
    socket.on("close", (code, reason) => this.onClose(code, reason));
    socket.on("error", (error) => this.onError(error));
  }
}
