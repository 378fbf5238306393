import type { TransportName } from "@signalbox/wire";
import type { EngineCodec, EnginePacket } from "@signalbox/wire/engine";
import { TransportError } from "../errors.js";
import type { EngineOptions } from "../options.js";
import type { CookieStore } from "../runtime/runtime.js";
import type { WriteOptions } from "./events.js";
import type { Upgradable, Upgrade } from "./upgrade.js";

export interface PacketOptions extends WriteOptions {
  /** Called when the packet has been given to the network; set when somebody watches. */
  readonly onSent?: (() => void) | undefined;
}

/** A packet to send, with what the engine wants done for it. */
export interface OutgoingPacket extends EnginePacket, PacketOptions {}

/** Why a transport closed. */
export interface CloseDetails {
  readonly description: string;
  readonly context?: unknown;
}

/** What a transport may know of the engine it serves. */
export interface TransportHost {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: string;
  /** The session, once there is one. */
  readonly id: string;
  readonly codec: EngineCodec;
  readonly cookies: CookieStore | undefined;
  /** The largest polling body the server takes, in bytes. */
  readonly maxPayload: number;
  /** Polling shows the first answer here before reading it: with `version: "auto"` it tells the version. */
  onFirstAnswer(body: string | Uint8Array): void;
}

/** What happens on a transport. The engine changes the handler when it upgrades. */
export interface TransportHandler {
  onOpen(): void;
  onPacket(packet: EnginePacket): void;
  /** Everything given to `send` is on its way; more may be sent. */
  onDrain(): void;
  onError(error: TransportError): void;
  onClose(details?: CloseDetails): void;
}

export interface TransportClass {
  /** Its name in the protocol, by which servers offer it. */
  readonly transportName: TransportName;
  new (host: TransportHost, options: EngineOptions, handler: TransportHandler): Transport;
}

/** One way to carry packets: HTTP long-polling or a WebSocket. */
export abstract class Transport {
  abstract readonly name: TransportName;
  /** Whether `send` may be called now. */
  writable = false;
  handler: TransportHandler;
  protected isClosed = false;
  readonly host: TransportHost;
  readonly options: EngineOptions;

  constructor(host: TransportHost, options: EngineOptions, handler: TransportHandler) {
    this.host = host;
    this.options = options;
    this.handler = handler;
  }

  abstract open(): void;
  abstract close(): void;
  abstract send(packets: readonly OutgoingPacket[]): void;
  /** Falls silent for another transport to take over; calls back when nothing is under way any more. */
  abstract suspend(onSilent: () => void): void;
  /** Goes on after `suspend`. */
  abstract resume(): void;
  /** Reads on, or leaves what comes to the network, as far as the runtime lets it. */
  abstract setReading(reading: boolean): void;
  /** Tries to go on over one of these transports, where that is possible. */
  upgrade?(engine: Upgradable, classes: readonly TransportClass[]): Upgrade;

  protected uri(scheme: string): string {
    const { hostname, port, secure, id, codec } = this.host;
    const {
      path = "",
      addTrailingSlash,
      forceBase64,
      query,
      timestampParam = "t",
      timestampRequests,
    } = this.options;
    const search = new URLSearchParams();
    const all: Record<string, unknown> = { ...query, EIO: codec.version, transport: this.name };
    if (id !== "") all.sid = id;
    if (forceBase64) all.b64 = 1;
    if (timestampRequests ?? this.name === "polling") all[timestampParam] = timestamp();
    for (const name in all) search.set(name, String(all[name]));
    // Understood by servers that read a plus as itself, too.
    const parameters = search.toString().replaceAll("+", "%20");
    const host = hostname.includes(":") && hostname[0] !== "[" ? `[${hostname}]` : hostname;
    const authority = port === "" || port === (secure ? "443" : "80") ? host : `${host}:${port}`;
    const slash = addTrailingSlash === false || path.endsWith("/") ? "" : "/";
    return `${scheme}${secure ? "s" : ""}://${authority}${path}${slash}?${parameters}`;
  }

  /** Is over, unless it is already; tells whether it ended now. */
  protected end(): boolean {
    if (this.isClosed) return false;
    this.isClosed = true;
    this.writable = false;
    return true;
  }

  protected fail(message: string, description: unknown, context: unknown, cause: unknown): void {
    if (this.end()) this.handler.onError(new TransportError(message, description, context, cause));
  }
}

let sequence = 0;

/** Never the same twice, which is all that a cache needs to be kept out. */
function timestamp(): string {
  return Date.now().toString(36) + (sequence++).toString(36);
}
