import { randomBytes } from "node:crypto";
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, connect as netConnect } from "node:net";
import type { Duplex } from "node:stream";
import { connect as tlsConnect } from "node:tls";
import { createKey, formatExtensions } from "@signalbox/wire/websocket";
import { deflateOffer } from "../deflate/negotiation.js";
import { WebSocketError } from "../errors.js";
import { type ClientOptions, clientDefaults } from "../options.js";
import { type Address, isSameOrigin, parseAddress } from "./address.js";
import { type ClientAgreement, checkUpgrade } from "./check-upgrade.js";
import { HandshakeObserver } from "./handshake-observer.js";

/** What becomes of a dial. Exactly one of `onOpen` and `onFailure` is called, unless an unexpected response was taken. */
export interface DialEvents {
  onRequest(request: ClientRequest): void;
  onUpgrade(response: IncomingMessage): void;
  /** Whether somebody looks at the request of each redirect, and decides about its headers. */
  inspectsRedirects(): boolean;
  /** A redirect is followed; the headers of `request` are not sent yet. */
  onRedirect(address: Address, request: ClientRequest): void;
  /** `true`: somebody else deals with the response from here on. */
  onUnexpectedResponse(request: ClientRequest, response: IncomingMessage): boolean;
  onOpen(socket: Duplex, head: Buffer, agreement: ClientAgreement): void;
  onFailure(error: Error): void;
}

type Headers = Record<string, string | readonly string[] | undefined>;

/** Headers that were meant for the first server and for no other one. */
const secretHeaders = new Set(["authorization", "cookie", "host"]);

/** One opening handshake of a client (RFC 6455 section 4.1), redirects included. */
export class Dial {
  readonly #options: ClientOptions;
  readonly #protocols: readonly string[];
  readonly #events: DialEvents;
  readonly #firstAddress: Address;
  #headers: Headers;
  #auth: string | undefined;
  #request: ClientRequest | undefined;
  #redirects = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(address: Address, protocols: readonly string[], options: ClientOptions, events: DialEvents) {
    this.#options = options;
    this.#protocols = protocols;
    this.#events = events;
    this.#firstAddress = address;
    this.#headers = { ...options.headers };
    this.#auth = options.auth;
    const { handshakeTimeout } = options;
    this.#send(address);
    // After it: a request that cannot be made throws, and nobody would be there to hear of a timeout.
    if (handshakeTimeout) {
      this.#timer = setTimeout(
        () => this.#fail(new WebSocketError("WS_ERR_HANDSHAKE_TIMEOUT", "Opening handshake has timed out")),
        handshakeTimeout,
      );
    }
  }

  /** Gives up; `onFailure` is called in a later turn. */
  abort(): void {
    const error = new WebSocketError(
      "WS_ERR_CLOSED_BEFORE_OPEN",
      "WebSocket was closed before the connection was established",
    );
    process.nextTick(() => this.#fail(error));
  }

  #send(address: Address): void {
    const options = this.#options;
    const key = createKey(randomBytes(16));
    const offer = deflateOffer(options.perMessageDeflate ?? clientDefaults.perMessageDeflate);
    const version = options.protocolVersion ?? clientDefaults.protocolVersion;
    const request = (address.isSecure ? httpsRequest : httpRequest)({
      ...options,
      ...target(address, options),
      timeout: undefined,
      auth: address.auth ?? this.#auth,
      createConnection: options.createConnection ?? (address.isSecure ? connectTls : connectTcp),
      headers: {
        ...this.#headers,
        "Sec-WebSocket-Version": version,
        "Sec-WebSocket-Key": key,
        Connection: "Upgrade",
        Upgrade: "websocket",
        ...(offer !== undefined && { "Sec-WebSocket-Extensions": formatExtensions([offer.extension]) }),
        ...(this.#protocols.length > 0 && { "Sec-WebSocket-Protocol": this.#protocols.join(",") }),
        ...(options.origin !== undefined && {
          [version < 13 ? "Sec-WebSocket-Origin" : "Origin"]: options.origin,
        }),
      },
    } as RequestOptions);
    this.#request = request;
    const observer = options.tap?.handshake && new HandshakeObserver(options.tap, request);

    request.on("error", (error) => {
      observer?.end();
      if (this.#request === request) this.#fail(error);
    });
    request.on("response", (response) => {
      observer?.refused(response);
      this.#onResponse(address, request, response);
    });
    request.on("upgrade", (response, socket, head) => {
      observer?.accepted(response);
      if (this.#isOver) {
        socket.destroy();
        return;
      }
      this.#events.onUpgrade(response);
      // A listener of `upgrade` may have closed the WebSocket.
      if (this.#isOver) {
        socket.destroy();
        return;
      }
      let agreement: ClientAgreement;
      try {
        agreement = checkUpgrade(response, { key, protocols: this.#protocols, offer: offer?.parameters });
      } catch (error) {
        socket.destroy();
        this.#fail(error instanceof Error ? error : new Error("invalid handshake", { cause: error }));
        return;
      }
      this.#end();
      this.#events.onOpen(socket, head, agreement);
    });
    if (this.#redirects > 0) this.#events.onRedirect(address, request);
    this.#events.onRequest(request);
  }

  #onResponse(address: Address, request: ClientRequest, response: IncomingMessage): void {
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (location !== undefined && this.#options.followRedirects && status >= 300 && status < 400) {
      this.#redirect(address, request, response, location);
    } else if (!this.#events.onUnexpectedResponse(request, response)) {
      this.#fail(new WebSocketError("WS_ERR_UNEXPECTED_RESPONSE", `Unexpected server response: ${status}`));
    }
  }

  #redirect(from: Address, request: ClientRequest, response: IncomingMessage, location: string): void {
    if (++this.#redirects > (this.#options.maxRedirects ?? clientDefaults.maxRedirects)) {
      this.#fail(new WebSocketError("WS_ERR_TOO_MANY_REDIRECTS", "Maximum redirects exceeded"));
      return;
    }
    request.destroy();
    response.resume();
    let to: Address;
    try {
      to = parseAddress(new URL(location, from.url));
    } catch (cause) {
      const isTold = cause instanceof SyntaxError;
      this.#fail(isTold ? cause : new SyntaxError(`Invalid URL: ${location}`, { cause }));
      return;
    }
    // Secrets follow to the server they were given for, and never from TLS to plain text.
    if (!this.#events.inspectsRedirects() && !isSameOrigin(this.#firstAddress, to)) {
      this.#headers = Object.fromEntries(
        Object.entries(this.#headers).filter(([name]) => !secretHeaders.has(name.toLowerCase())),
      );
      this.#auth = undefined;
    }
    this.#send(to);
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    const request = this.#request;
    this.#end();
    if (request !== undefined && !request.destroyed) {
      request.on("error", () => {});
      request.destroy();
    }
    this.#events.onFailure(error);
  }

  #end(): void {
    this.#isOver = true;
    this.#request = undefined;
    clearTimeout(this.#timer);
  }
}

function target(address: Address, options: ClientOptions): RequestOptions {
  return {
    protocol: address.isSecure ? "https:" : "http:",
    method: "GET",
    path: address.path,
    host: options.host ?? address.hostname,
    port: address.port,
    ...(address.socketPath !== undefined && { socketPath: address.socketPath }),
  };
}

type ConnectOptions = RequestOptions & { readonly servername?: string };

/** `path` is the request's in these options, and a Unix socket's in those of `net.connect`. */
function connectTcp({ path: _requestPath, socketPath, host, port, ...rest }: ConnectOptions): Duplex {
  const options = { ...rest, host: host ?? undefined, port: Number(port) };
  return socketPath ? netConnect({ ...options, path: socketPath }) : netConnect(options);
}

function connectTls({ path: _requestPath, socketPath, host, port, ...rest }: ConnectOptions): Duplex {
  // A name is sent for the certificate to be chosen by; an address must not be (RFC 6066 section 3).
  const servername = rest.servername || (host && !isIP(host) ? host : "");
  const options = { ...rest, host: host ?? undefined, port: Number(port), servername };
  return socketPath ? tlsConnect({ ...options, path: socketPath }) : tlsConnect(options);
}
