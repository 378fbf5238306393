import type { EnginePacket } from "@signalbox/wire/engine";
import { runtime, type WebSocketConnection } from "../runtime/runtime.js";
import { watching } from "../watching.js";
import { type OutgoingPacket, Transport } from "./transport.js";

export class WebSocketTransport extends Transport {
  static readonly transportName = "websocket";
  readonly name = "websocket";
  #connection: WebSocketConnection | undefined;

  open(): void {
    try {
      this.#connection = runtime.openWebSocket(this.uri("ws"), this.options, this.host.cookies, {
        onOpen: () => {
          if (this.isClosed) return;
          this.writable = true;
          this.handler.onOpen();
        },
        onMessage: (data) => this.#onMessage(data),
        onClose: (description, context) => {
          if (this.end()) this.handler.onClose({ description, context });
        },
        onError: (description, context, cause) => this.fail("websocket error", description, context, cause),
      });
    } catch (error) {
      // In a later turn, so that whoever opened us is there to hear it.
      queueMicrotask(() => this.fail("websocket error", error, undefined, error));
    }
  }

  send(packets: readonly OutgoingPacket[]): void {
    const { codec } = this.host;
    const { forceBase64 } = this.options;
    for (const packet of packets) {
      const raw = forceBase64 ? codec.encodePacketText(packet) : codec.encodePacket(packet);
      this.#connection?.send(raw, packet.compress);
      watching?.packet(this, "sent", packet, raw);
    }
    this.writable = false;
    // The network may be given more at once; one turn later is soon enough and costs one call for many.
    queueMicrotask(() => {
      if (this.isClosed) return;
      this.writable = true;
      this.handler.onDrain();
    });
  }

  close(): void {
    this.end();
  }

  suspend(onSilent: () => void): void {
    onSilent();
  }

  resume(): void {}

  setReading(reading: boolean): void {
    this.#connection?.setReading?.(reading);
  }

  #onMessage(data: string | Uint8Array): void {
    if (this.isClosed) return;
    let packet: EnginePacket;
    try {
      packet = this.host.codec.decodePacket(data);
    } catch (error) {
      this.fail("parse error", error, undefined, error);
      return;
    }
    watching?.packet(this, "received", packet, data);
    this.handler.onPacket(packet);
  }

  protected override end(): boolean {
    const ended = super.end();
    if (ended) this.#connection?.close();
    return ended;
  }
}
