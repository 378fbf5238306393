import { type EngineOpen, engine3, engine4, parseOpen } from "@signalbox/wire/engine";
import { PollingTransport } from "../engine/polling.js";
import type { TransportHandler } from "../engine/transport.js";
import type { Detection, DetectionHost } from "../engine/version2.js";
import { HandshakeRefusedError, TransportError } from "../errors.js";
import { http } from "../runtime/http.js";
import type { Timer } from "../timers.js";

/**
 * How long a server that has polling off and did not tell `maxPayload` is given to show, by joining us
 * to "/" unasked, that it is a Socket.IO 2.
 */
const unaskedConnectMs = 300;

export class VersionDetection implements Detection {
  readonly #host: DetectionHost;
  #isKnown = false;
  /** Set while a first message may decide. */
  #decide: (() => void) | undefined;
  #timer: Timer;

  constructor(host: DetectionHost) {
    this.#host = host;
  }

  ask(onKnown: () => void, onError: (error: TransportError) => void): () => void {
    const send = http();
    if (send === undefined) {
      onKnown();
      return ignore;
    }
    const request = new PollingTransport(this.#host, this.#host.opts, noHandler).request("GET");
    const fail = (description: unknown, cause: unknown) =>
      onError(new TransportError("xhr poll error", description, undefined, cause));
    return send(
      request,
      ({ status, headers, body }) => {
        const refused = new HandshakeRefusedError({
          status,
          headers,
          body: typeof body === "string" ? body : "",
        });
        if (isTransportUnknown(refused)) return onKnown();
        this.onFirstAnswer(body);
        const { codec } = this.#host;
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
      (error) => fail(0, error),
    );
  }

  /** Version 4 begins with the open packet, version 3 with its length, whatever was asked for. */
  onFirstAnswer(body: string | Uint8Array): void {
    if (this.#isKnown) return;
    this.#isKnown = true;
    this.#host.codec = typeof body === "string" && /^\d+:0\{/.test(body) ? engine3 : engine4;
  }

  goesOn({ cause }: TransportError): boolean {
    return cause instanceof HandshakeRefusedError && isTransportUnknown(cause);
  }

  onOpen({ maxPayload }: EngineOpen, onKnown: () => void): void {
    // Socket.IO 4 tells `maxPayload`.
    if (this.#isKnown || maxPayload !== undefined) {
      onKnown();
      return;
    }
    this.#timer = this.#host.timers.set(onKnown, unaskedConnectMs);
    this.#decide = () => {
      // Only a Socket.IO 2 server speaks first.
      this.#host.codec = engine3;
      onKnown();
    };
  }

  onMessage(): void {
    const decide = this.#decide;
    this.stop();
    decide?.();
  }

  stop(): void {
    this.#host.timers.clear(this.#timer);
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
