import type { EnginePacket } from "@signalbox/wire/engine";
import { TransportError } from "../errors.js";
import { runtime, type WebSocketConnection } from "../runtime/runtime.js";
import { type OutgoingPacket, Transport } from "./transport.js";

export class WebSocketTransport extends Transport {
  static readonly transportName = "websocket";
  readonly name = "websocket";
  #connection: WebSocketConnection | undefined;
  #closed = false;

  open(): void {
    try {
      this.#connection = runtime().openWebSocket(this.uri("ws"), this.options, this.host.cookies, {
        onOpen: () => {
          if (this.#closed) return;
          this.writable = true;
          this.handler.onOpen();
        },
        onMessage: (data) => this.#onMessage(data),
        onClose: (description, context) => {
          if (this.#end()) this.handler.onClose({ description, context });
        },
        onError: (description, context, cause) => this.#fail(description, context, cause),
      });
    } catch (error) {
      // In a later turn, so that whoever opened us is there to hear it.
      queueMicrotask(() => this.#fail(error, undefined, error));
    }
  }

  send(packets: readonly OutgoingPacket[]): void {
    const { codec } = this.host;
    const { forceBase64, perMessageDeflate } = this.options;
    const threshold = perMessageDeflate ? (perMessageDeflate.threshold ?? 1024) : 0;
    for (const packet of packets) {
      const raw = forceBase64 ? codec.encodePacketText(packet) : codec.encodePacket(packet);
      this.#connection?.send(raw, packet.compress !== false && raw.length >= threshold);
      this.tell("sent", packet.type, raw);
      packet.onSent?.();
    }
    this.writable = false;
    // The network may be given more at once; one turn later is soon enough and costs one call for many.
    queueMicrotask(() => {
      if (this.#closed) return;
      this.writable = true;
      this.handler.onDrain();
    });
  }

  close(): void {
    if (this.#end()) this.#connection?.close();
  }

  suspend(onSilent: () => void): void {
    onSilent();
  }

  resume(): void {}

  setReading(reading: boolean): void {
    this.#connection?.setReading?.(reading);
  }

  #onMessage(data: string | Uint8Array): void {
    if (this.#closed) return;
    let packet: EnginePacket;
    try {
      packet = this.host.codec.decodePacket(data);
    } catch (error) {
      this.#fail(error, undefined, error, "parse error");
      return;
    }
    this.tell("received", packet.type, data);
    this.handler.onPacket(packet);
  }

  #fail(description: unknown, context?: unknown, cause?: unknown, message = "websocket error"): void {
    if (!this.#end()) return;
    this.#connection?.close();
    this.handler.onError(new TransportError(message, description, context, cause));
  }

  #end(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    this.writable = false;
    return true;
  }
}
