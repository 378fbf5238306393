import type { IncomingMessage, ServerResponse } from "node:http";
import type { SocketIoTap } from "@signalbox/wire";
import { decodePayload, type EnginePacket, type EngineVersion, encodePayload } from "@signalbox/wire/engine";
import { toBuffer } from "../bytes.js";
import { compressBody } from "../http/compression.js";
import { tellExchange } from "../http/exchange-tap.js";
import type { HttpCompressionOptions } from "../options.js";
import { tellPacket } from "../session/packet-tap.js";
import { type PollingForm, plainForm } from "./polling-form.js";
import { readBody } from "./read-body.js";
import type { OutgoingPacket, ReadyState, Transport, TransportOwner } from "./transport.js";

/** How long a session that the server closed waits for the poll that tells the client. */
const LAST_POLL_TIMEOUT_MS = 30_000;

export interface PollingSettings {
  readonly maxBodyBytes: number;
  readonly compression: boolean | HttpCompressionOptions;
  readonly tap: SocketIoTap | undefined;
  /** The answer's headers may still be changed. */
  onHeaders(headers: Record<string, string | string[]>, request: IncomingMessage): void;
}

/** One GET that waits for packets. */
interface Poll {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly form: PollingForm;
}

/** Packets over HTTP requests: a GET that is held until there is something to say, and POSTs. */
export class PollingTransport implements Transport {
  readonly name = "polling";
  readonly protocol: EngineVersion;
  readonly bufferedBytes = 0;
  readyState: ReadyState = "open";
  owner: TransportOwner;
  readonly #supportsBinary: boolean;
  readonly #settings: PollingSettings;
  #poll: Poll | undefined;
  #posting = false;
  #lastPollTimer: NodeJS.Timeout | undefined;

  /** @param supportsBinary whether the client takes octet-stream bodies (Engine.IO 3 without `b64`) */
  constructor(
    protocol: EngineVersion,
    supportsBinary: boolean,
    settings: PollingSettings,
    owner: TransportOwner,
  ) {
    this.protocol = protocol;
    this.#supportsBinary = supportsBinary;
    this.#settings = settings;
    this.owner = owner;
  }

  get accepts(): boolean {
    return this.#poll !== undefined && this.readyState === "open";
  }

  get writable(): boolean {
    return this.accepts;
  }

  onRequest(request: IncomingMessage, response: ServerResponse, form: PollingForm): void {
    if (request.method === "GET") this.#onPoll({ request, response, form });
    else if (request.method === "POST") this.#onPost(request, response, form);
    else this.#refuse(response, 500);
  }

  send(packets: readonly OutgoingPacket[]): void {
    const poll = this.#takePoll();
    if (poll === undefined) return;
    const compress = packets.some(({ options }) => options.compress !== false);
    this.#answer(poll, packets.map(toEnginePacket), compress);
  }

  close(): void {
    if (this.readyState !== "open") return;
    this.readyState = "closing";
    const poll = this.#takePoll();
    if (poll !== undefined) {
      this.#sayGoodbye(poll);
    } else {
      this.#lastPollTimer = setTimeout(() => this.#end(undefined), LAST_POLL_TIMEOUT_MS).unref();
    }
  }

  discard(): void {
    this.#finish("noop");
  }

  reject(): void {
    this.#finish("close");
  }

  terminate(): void {
    this.#finish("close");
  }

  #finish(lastWord: "noop" | "close"): void {
    this.readyState = "closed";
    clearTimeout(this.#lastPollTimer);
    const poll = this.#takePoll();
    if (poll !== undefined) this.#say(lastWord, poll);
  }

  #onPoll(poll: Poll): void {
    if (this.#poll !== undefined) {
      this.#refuse(poll.response, 400);
      this.owner.onTransportError("overlap from client", undefined, this);
      return;
    }
    if (this.readyState === "closing") {
      this.#sayGoodbye(poll);
      return;
    }
    this.#poll = poll;
    poll.response.once("close", () => {
      if (this.#poll !== poll) return;
      this.#poll = undefined;
      this.owner.onTransportError("poll connection closed prematurely", undefined, this);
    });
    this.owner.onDrain(this);
  }

  #onPost(request: IncomingMessage, response: ServerResponse, form: PollingForm): void {
    if (this.#posting) {
      this.#refuse(response, 400);
      this.owner.onTransportError("data request overlap from client", undefined, this);
      return;
    }
    const isBinary = request.headers["content-type"] === "application/octet-stream";
    if (isBinary && this.protocol === 4) {
      this.#refuse(response, 400);
      this.owner.onTransportError("invalid content", undefined, this);
      return;
    }
    this.#posting = true;
    readBody(request, this.#settings.maxBodyBytes, (result) => {
      this.#posting = false;
      if (result === "too large") {
        this.#refuse(response, 413);
        this.owner.onTransportError("payload too large", undefined, this);
      } else if (result === "aborted") {
        this.owner.onTransportError("data request connection closed prematurely", undefined, this);
      } else {
        this.#onPayload(result, isBinary, response, form);
      }
    });
  }

  #onPayload(body: Buffer, isBinary: boolean, response: ServerResponse, form: PollingForm): void {
    // The answer goes out before the packets are handled, so that the client can post again while a
    // listener works. It says that the body came, not that it was understood.
    const headers: Record<string, string | string[]> = {
      // `text/plain` would make some old browsers offer the answer as a download.
      "Content-Type": "text/html",
      "Content-Length": "2",
      "cache-control": "no-store",
    };
    this.#settings.onHeaders(headers, response.req);
    response.writeHead(200, headers).end("ok");
    tellExchange(this.#settings.tap, response.req, response, {
      status: 200,
      headers,
      body: "ok",
      requestBody: body,
    });
    let packets: EnginePacket[];
    try {
      const payload = isBinary ? body : (form.unwrap(body.toString()) ?? "");
      packets = decodePayload(payload, this.protocol, { maxPayloadBytes: this.#settings.maxBodyBytes });
    } catch (error) {
      this.owner.onTransportError("parse error", error, this);
      return;
    }
    for (const { type, data } of packets) this.owner.onPacket(type, data, this);
  }

  #takePoll(): Poll | undefined {
    const poll = this.#poll;
    this.#poll = undefined;
    return poll;
  }

  #sayGoodbye(poll: Poll): void {
    this.#say("close", poll);
    this.#end(undefined);
  }

  /** A packet of the transport's own, which no session has sent. */
  #say(type: "noop" | "close", poll: Poll): void {
    tellPacket(this.#settings.tap, "sent", type, undefined, this);
    this.#answer(poll, [{ type }], false);
  }

  #end(description: unknown): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    clearTimeout(this.#lastPollTimer);
    this.owner.onTransportClose(description, this);
  }

  #answer({ request, response, form }: Poll, packets: readonly EnginePacket[], compress: boolean): void {
    const payload = encodePayload(packets, this.protocol, {
      binary: this.#supportsBinary && form === plainForm,
    });
    const isText = typeof payload === "string";
    const body = isText ? Buffer.from(form.wrap(payload)) : toBuffer(payload);
    const headers: Record<string, string | string[]> = {
      "Content-Type": isText ? form.contentType : "application/octet-stream",
      "cache-control": "no-store",
    };
    const compressed = compress
      ? compressBody(body, request.headers["accept-encoding"], this.#settings.compression)
      : undefined;
    if (compressed === undefined) {
      this.#write(request, response, headers, body);
      return;
    }
    compressed.then(
      ({ body: encoded, encoding }) => {
        headers["Content-Encoding"] = encoding;
        this.#write(request, response, headers, encoded);
      },
      (error: unknown) => {
        this.#refuse(response, 500);
        this.owner.onTransportError("compression failed", error, this);
      },
    );
  }

  #write(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Record<string, string | string[]>,
    body: Buffer,
  ): void {
    headers["Content-Length"] = String(body.length);
    this.#settings.onHeaders(headers, request);
    response.writeHead(200, headers).end(body);
    tellExchange(this.#settings.tap, request, response, { status: 200, headers, body });
  }

  #refuse(response: ServerResponse, status: number, requestBody?: Buffer): void {
    // The request may have a body that nobody reads: the connection is of no further use.
    const headers = { Connection: "close" };
    response.writeHead(status, headers).end();
    const read = requestBody === undefined ? {} : { requestBody };
    tellExchange(this.#settings.tap, response.req, response, { status, headers, ...read });
  }
}

function toEnginePacket({ type, data }: OutgoingPacket): EnginePacket {
  if (data === undefined) return { type };
  return { type, data: typeof data === "string" ? data : toBuffer(data) };
}
