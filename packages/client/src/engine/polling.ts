import { type EnginePacket, encodeUtf8, parseOpen } from "@signalbox/wire/engine";
import { HandshakeRefusedError } from "../errors.js";
import { type HttpRequest, type HttpResponse, http } from "../runtime/http.js";
import { watching } from "../watching.js";
import { type OutgoingPacket, Transport, type TransportClass } from "./transport.js";
import { type Upgradable, Upgrade } from "./upgrade.js";

/**
 * What a server wrote between two polls comes in one body, so the limits are far above those for one
 * message; they are there so that a server cannot fill the memory.
 */
const limits = { maxPayloadBytes: 2 ** 28, maxPackets: 2 ** 20 };

const close: EnginePacket = { type: "close" };

/** HTTP long-polling: a GET always open for what comes in, a POST for what goes out. */
export class PollingTransport extends Transport {
  static readonly transportName = "polling";
  readonly name = "polling";
  #isOpen = false;
  #isPolling = false;
  #isPosting = false;
  readonly #abort = new AbortController();
  #onSilent: (() => void) | undefined;
  #isReading = true;

  open(): void {
    this.#poll();
  }

  close(): void {
    const wasOpen = this.#isOpen;
    if (!this.end() || !wasOpen) return;
    // Nobody waits for the answer, and a session that is gone already is as good as closed.
    const body = this.host.codec.encodePayload([close], false);
    watching?.packet(this, "sent", close, body);
    http?.(this.request("POST", body), ignore, ignore);
  }

  send(packets: readonly OutgoingPacket[]): void {
    this.writable = false;
    const count = this.#fitting(packets);
    const body = this.host.codec.encodePayload(packets.slice(0, count), !this.options.forceBase64);
    for (const packet of packets.slice(0, count)) watching?.packet(this, "sent", packet, body);
    this.#isPosting = true;
    this.#exchange("POST", body, (response) => {
      this.#isPosting = false;
      if (response.status !== 200) return this.#refused("xhr post error", response);
      if (count < packets.length) return this.send(packets.slice(count));
      if (!this.#checkSilent()) this.#drained();
    });
  }

  /**
   * The poll under way is waited for: a server ends it within 100 ms. Until then packets are sent as
   * ever, so an upgrade delays none of them.
   */
  suspend(onSilent: () => void): void {
    this.#onSilent = onSilent;
    this.#checkSilent();
  }

  resume(): void {
    this.#onSilent = undefined;
    if (!this.#isOpen) return;
    this.#pollAgain();
    if (!this.#isPosting) this.#drained();
  }

  setReading(reading: boolean): void {
    this.#isReading = reading;
    if (this.#isOpen) this.#pollAgain();
  }

  override upgrade(engine: Upgradable, classes: readonly TransportClass[]): Upgrade {
    return new Upgrade(this, engine, classes);
  }

  #pollAgain(): void {
    if (!this.#isPolling && !this.#checkSilent() && this.#isReading) this.#poll();
  }

  #poll(): void {
    this.#isPolling = true;
    this.#exchange("GET", undefined, (response) => {
      const { status, body } = response;
      if (status !== 200) return this.#refused("xhr poll error", response);
      const isOpening = !this.#isOpen;
      let packets: EnginePacket[];
      try {
        if (isOpening) this.host.onFirstAnswer(body);
        packets = this.host.codec.decodePayload(body, limits);
        if (isOpening) parseOpen(packets[0]?.type === "open" ? packets[0].data : undefined);
      } catch (error) {
        return isOpening
          ? this.#refused("server error", response)
          : this.fail("parse error", error, response, error);
      }
      if (isOpening) {
        this.#isOpen = true;
        this.writable = true;
        this.handler.onOpen();
      }
      for (const packet of packets) {
        watching?.packet(this, "received", packet, body);
        this.handler.onPacket(packet);
        if (this.isClosed) return;
      }
      this.#isPolling = false;
      this.#pollAgain();
    });
  }

  /** How many of the packets go into one body that the server takes; at least one. */
  #fitting(packets: readonly OutgoingPacket[]): number {
    const { maxPayload } = this.host;
    if (!Number.isFinite(maxPayload)) return packets.length;
    let size = 0;
    for (const [index, { data }] of packets.entries()) {
      const bytes =
        typeof data === "string" ? encodeUtf8(data).length : Math.ceil((data?.length ?? 0) * (4 / 3)) + 2;
      // The packet's type, and the separator before it.
      size += bytes + 2;
      if (index > 0 && size > maxPayload) return index;
    }
    return packets.length;
  }

  /** Whether it is to fall silent and reads no more; calls back once it writes no more either. */
  #checkSilent(): boolean {
    if (this.#onSilent === undefined || this.#isPolling) return false;
    this.writable = false;
    if (!this.#isPosting) this.#onSilent();
    return true;
  }

  #drained(): void {
    this.writable = true;
    this.handler.onDrain();
  }

  request(method: "GET" | "POST", body?: string | Uint8Array): HttpRequest {
    return { method, url: this.uri("http"), body, options: this.options, cookies: this.host.cookies };
  }

  #exchange(
    method: "GET" | "POST",
    body: string | Uint8Array | undefined,
    onResponse: (response: HttpResponse) => void,
  ): void {
    const { requestTimeout } = this.options;
    const onError = (error: unknown) => {
      clearTimeout(timer);
      const context = { status: 0, responseText: String(error) };
      this.fail(`xhr ${method === "GET" ? "poll" : "post"} error`, 0, context, error);
    };
    const timer = requestTimeout && setTimeout(() => onError(new Error("request timed out")), requestTimeout);
    http?.(
      { ...this.request(method, body), signal: this.#abort.signal },
      (response) => {
        clearTimeout(timer);
        if (!this.isClosed) onResponse(response);
      },
      onError,
    );
  }

  #refused(message: string, response: HttpResponse): void {
    const { status, headers, body } = response;
    const text = typeof body === "string" ? body : "";
    const cause = new HandshakeRefusedError({ status, headers, body: text.slice(0, 65_536) });
    // Applications know `context` as an XMLHttpRequest.
    const getResponseHeader = (name: string) => headers[name.toLowerCase()] ?? null;
    this.fail(message, status, { ...response, responseText: text, getResponseHeader }, cause);
  }

  protected override end(): boolean {
    const ended = super.end();
    if (ended) {
      this.#isOpen = false;
      this.#abort.abort();
    }
    return ended;
  }
}

function ignore(): void {}
