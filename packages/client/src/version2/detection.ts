import { type EngineOpen, engine3, engine4, parseOpen } from "@signalbox/wire/engine";
import { Opening } from "../engine/opening.js";
import { PollingTransport } from "../engine/polling.js";
import type { TransportClass, TransportHandler } from "../engine/transport.js";
import { HandshakeRefusedError, TransportError } from "../errors.js";
import { http } from "../runtime/http.js";
import type { Timer } from "../timers.js";

/**
 * How long a server that has polling off and did not tell `maxPayload` is given to show, by joining us
 * to "/" unasked, that it is a Socket.IO 2.
 */
const unaskedConnectMs = 300;

/** Finds out, in the course of opening a session, which version the server speaks. */
export class VersionDetection extends Opening {
  #isKnown = false;
  /** Set while a first message may decide. */
  #decide: (() => void) | undefined;
  #timer: Timer;
  readonly #question = new AbortController();

  /**
   * Asks by a request of its own where the transport cannot show it. In an entry without polling it cannot
   * ask, and goes on.
   */
  protected override begin(Class: TransportClass): void {
    const send = http;
    const onKnown = () => this.host.connect(Class);
    if (Class.transportName === "polling" || send === undefined) {
      onKnown();
      return;
    }
    const request = new PollingTransport(this.host, this.options, noHandler).request("GET");
    const fail = (description: unknown, cause: unknown) =>
      this.host.onError(new TransportError("xhr poll error", description, undefined, cause));
    const { signal } = this.#question;
    send(
      { ...request, signal },
      ({ status, headers, body }) => {
        if (signal.aborted) return;
        const refused = new HandshakeRefusedError({
          status,
          headers,
          body: typeof body === "string" ? body : "",
        });
        if (isTransportUnknown(refused)) return onKnown();
        this.onFirstAnswer(body);
        const { codec } = this.host;
        try {
          const [first] = codec.decodePayload(body);
          const { sid } = parseOpen(first?.type === "open" ? first.data : undefined);
          // The session that the question opened is not needed.
          const url = `${request.url}&sid=${encodeURIComponent(sid)}`;
          const close = codec.encodePayload([{ type: "close" }], false);
          send({ ...request, method: "POST", url, body: close }, ignore, ignore);
        } catch {
          return fail(status, refused);
        }
        onKnown();
      },
      (error) => signal.aborted || fail(0, error),
    );
  }

  /** Version 4 begins with the open packet, version 3 with its length, whatever was asked for. */
  override onFirstAnswer(body: string | Uint8Array): void {
    if (this.#isKnown) return;
    this.#isKnown = true;
    this.host.codec = typeof body === "string" && /^\d+:0\{/.test(body) ? engine3 : engine4;
  }

  /** An error that only says that polling is off makes WebSocket worth a try. */
  protected override mayGoOn(error: TransportError): boolean {
    const { cause } = error;
    return super.mayGoOn(error) || (cause instanceof HandshakeRefusedError && isTransportUnknown(cause));
  }

  override onOpen({ maxPayload }: EngineOpen, onKnown: () => void): void {
    // Socket.IO 4 tells `maxPayload`.
    if (this.#isKnown || maxPayload !== undefined) {
      onKnown();
      return;
    }
    this.#timer = this.host.timers.set(() => {
      this.#settle();
      onKnown();
    }, unaskedConnectMs);
    this.#decide = () => {
      // Only a Socket.IO 2 server speaks first.
      this.host.codec = engine3;
      onKnown();
    };
  }

  override onMessage(): void {
    const decide = this.#decide;
    this.#settle();
    decide?.();
  }

  override stop(): void {
    this.#settle();
    this.#question.abort();
  }

  #settle(): void {
    if (this.#decide) this.host.timers.clear(this.#timer);
    this.#decide = undefined;
  }
}

function isTransportUnknown({ status, body }: HandshakeRefusedError): boolean {
  return status === 400 && /"code":\s*0\b/.test(body);
}

function ignore(): void {}

/** For a transport that only says how it would ask. */
const noHandler: TransportHandler = {
  onOpen: ignore,
  onPacket: ignore,
  onDrain: ignore,
  onError: ignore,
  onClose: ignore,
};
