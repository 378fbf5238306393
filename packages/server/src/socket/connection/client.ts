import type { IncomingMessage } from "node:http";
import { type ParsedUrlQuery, parse } from "node:querystring";
import { SocketPacketDecoder, SocketPacketType } from "@signalbox/wire/socket";
import type { Deadlines, Timed } from "../../engine/session/deadlines.js";
import type { Session } from "../../engine/session/session.js";
import type { SessionListener } from "../../engine/session/session-host.js";
import type { SendOptions } from "../../engine/transports/transport.js";
import { sharedOptions, type WriteOptions } from "../adapter/shared-write.js";
import type { Untyped } from "../events/typed-events.js";
import type { Namespace } from "../namespaces/namespace.js";
import type { Socket } from "../socket.js";
import { ClientSockets } from "./client-sockets.js";
import { FormerNamespaces } from "./former-namespaces.js";
import type { EncodedPart, Packet, PacketDecoder, PacketEncoder, PacketParser } from "./parser.js";
import { defaultParser } from "./parser.js";
import { SocketTap } from "./socket-tap.js";

export type AnySocket = Socket<Untyped, Untyped, Untyped, Untyped>;
export type AnyNamespace = Namespace<Untyped, Untyped, Untyped, Untyped>;

/** What a client needs of the server. */
export interface ClientServer {
  readonly encoder: PacketEncoder;
  readonly _parser: PacketParser;
  readonly joinDeadlines: Deadlines;
  /** Finds or makes the namespace, or says false. */
  _checkNamespace(
    name: string,
    auth: Record<string, unknown>,
    done: (namespace: AnyNamespace | false) => void,
  ): void;
}

/** A namespace as a client asks for it: v2 clients append a query. */
interface NamespaceRequest {
  readonly name: string;
  readonly auth: Record<string, unknown> | undefined;
  readonly query: ParsedUrlQuery | undefined;
}

const NO_WRITE_OPTIONS: WriteOptions = {};

/**
 * The decoder of the protocol holds something only while attachments are due, so connections share one
 * and take it along for just that time.
 */
let idleDecoder = new SocketPacketDecoder();

/** One connection and the sockets, one a namespace, that share it. */
export class Client implements SessionListener, Timed {
  readonly conn: Session;
  readonly id: string;
  readonly server: ClientServer;

  // The wait for the first namespace, see Deadlines.
  due = 0;
  earlier: Timed | undefined = undefined;
  later: Timed | undefined = undefined;
  list: Deadlines | undefined = undefined;

  readonly #sockets = new ClientSockets();
  #former: FormerNamespaces | undefined;
  /** v2 clients: namespaces asked for while the main one is not connected yet. */
  #waiting: NamespaceRequest[] | undefined;
  #decoder: SocketPacketDecoder | undefined;
  readonly #customDecoder: PacketDecoder | undefined;
  readonly #tap: SocketTap | undefined;

  constructor(server: ClientServer, conn: Session) {
    this.server = server;
    this.conn = conn;
    this.id = conn.id;
    if (server._parser !== defaultParser) {
      this.#customDecoder = new server._parser.Decoder();
      this.#customDecoder.on("decoded", (packet) => this.#onPacket(packet));
    }
    this.#tap = conn.tap?.socketPacket === undefined ? undefined : new SocketTap(conn.tap);
    listenTo(conn, this);
    server.joinDeadlines.add(this);
    // v1 and v2 clients are in the main namespace without asking.
    if (this.isV2) this.#connect({ name: "/", auth: undefined, query: undefined });
  }

  get request(): IncomingMessage {
    return this.conn.request;
  }

  /** Whether the client speaks Engine.IO 3 and Socket.IO protocol 4. */
  get isV2(): boolean {
    return this.conn.protocol === 3;
  }

  /** The sockets by their ids. */
  get sockets(): Map<string, AnySocket> {
    return new Map(this.#sockets.all().map((socket) => [socket.id, socket]));
  }

  /** The sockets by the names of their namespaces. */
  get nsps(): Map<string, AnySocket> {
    return new Map(this.#sockets.all().map((socket) => [socket.nsp.name, socket]));
  }

  // --- sending

  _packet(packet: Packet, options: WriteOptions = NO_WRITE_OPTIONS): void {
    if (this.conn.readyState !== "open") return;
    const parts = this.server.encoder.encode(packet);
    this.#tap?.sent(packet, parts, this.conn.transport.name);
    this.#write(parts, options);
  }

  /** Writes a packet that was encoded before, by an adapter for many. */
  writeToEngine(parts: readonly EncodedPart[], options: WriteOptions = NO_WRITE_OPTIONS): void {
    this.#tap?.sentEncoded(parts, this.conn.transport.name);
    this.#write(parts, parts.length === 1 ? sharedOptions(parts, options) : options);
  }

  #write(parts: readonly EncodedPart[], options: SendOptions): void {
    const first = parts[0];
    if (parts.length === 1 && first !== undefined) {
      this.conn.send(first, options);
      return;
    }
    // All parts of a packet or none.
    if (options.volatile === true && !this.conn.transport.writable) return;
    const { compress } = options;
    for (const part of parts) this.conn.send(part, { compress });
  }

  // --- the end

  /** Disconnects every socket, then closes the connection. */
  _disconnect(): void {
    for (const socket of this.#sockets.all()) socket.disconnect();
    this.close();
  }

  close(): void {
    if (this.conn.readyState !== "open") return;
    this.conn.close();
    this.onClose("forced server close", undefined);
  }

  /** A socket has left its namespace; the connection stays. */
  _remove(socket: AnySocket): void {
    this.#sockets.remove(socket);
    this.#former ??= new FormerNamespaces();
    this.#former.add(socket.nsp.name);
  }

  onClose(reason: string, description: unknown): void {
    this.list?.remove(this);
    this.#customDecoder?.destroy();
    this.#waiting = undefined;
    for (const socket of this.#sockets.all()) socket._onclose(reason, description);
  }

  onDeadline(): void {
    if (this.#sockets.isEmpty) this.close();
  }

  // --- receiving

  onMessage(raw: string | Buffer): void {
    let packet: Packet | undefined;
    try {
      this.#tap?.receive(raw);
      if (this.#customDecoder !== undefined) {
        this.#customDecoder.add(raw);
        return;
      }
      packet = this.#decode(raw);
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (packet !== undefined) this.#onPacket(packet);
  }

  #decode(raw: string | Buffer): Packet | undefined {
    const decoder = this.#decoder ?? idleDecoder;
    const packet = decoder.push(raw);
    if (packet === undefined) {
      if (decoder === idleDecoder) idleDecoder = new SocketPacketDecoder();
      this.#decoder = decoder;
    } else {
      this.#decoder = undefined;
    }
    return packet;
  }

  #onPacket(packet: Packet): void {
    this.#tap?.received(packet, this.conn.transport.name);
    if (packet.type === SocketPacketType.CONNECT) {
      this.#onConnect(packet);
      return;
    }
    const socket = this.#sockets.get(packet.nsp);
    if (socket !== undefined && packet.type !== SocketPacketType.CONNECT_ERROR) {
      try {
        socket._onpacket(packet);
      } catch (error) {
        // A listener's fault is the process's to handle; the packets behind this one are not lost to it.
        process.nextTick(() => {
          throw error;
        });
      }
    } else if (!this.isV2 && this.#former?.has(packet.nsp) !== true) {
      // Packets that crossed a disconnect are no fault; all others break the protocol.
      this.close();
    }
  }

  #onConnect({ nsp, data }: Packet): void {
    const mark = this.isV2 ? nsp.indexOf("?") : -1;
    const name = mark < 0 ? nsp : nsp.slice(0, mark);
    const query = mark < 0 ? undefined : parse(nsp.slice(mark + 1));
    if (this.isV2) {
      // They are in the main namespace already, but may say so.
      if (name === "/") return;
      const request = { name, auth: { ...query }, query };
      if (this.#sockets.get("/") !== undefined) this.#connect(request);
      else this.#waiting = [...(this.#waiting ?? []), request];
    } else if (this.#sockets.get(name) !== undefined) {
      this.close();
    } else {
      this.#connect({ name, auth: isRecord(data) ? data : undefined, query });
    }
  }

  #connect({ name, auth, query }: NamespaceRequest): void {
    this.server._checkNamespace(name, auth ?? {}, (namespace) => {
      if (namespace === false) {
        const message = "Invalid namespace";
        const data = this.isV2 ? message : { message };
        this._packet({ type: SocketPacketType.CONNECT_ERROR, nsp: name, data });
        return;
      }
      namespace._add(this, auth, (socket: AnySocket) => this.#onJoined(socket), query);
    });
  }

  #onJoined(socket: AnySocket): void {
    this.list?.remove(this);
    this.#sockets.add(socket);
    this.#former?.delete(socket.nsp.name);
    if (this.#waiting === undefined || socket.nsp.name !== "/") return;
    const requests = this.#waiting;
    this.#waiting = undefined;
    // After the listeners of the main namespace's `connection`.
    process.nextTick(() => {
      for (const request of requests) this.#connect(request);
    });
  }

  #onError(error: Error): void {
    // Whoever does not listen is not told: anybody can send nonsense as often as they like.
    for (const socket of this.#sockets.all()) {
      if (socket.listenerCount("error") > 0) socket._onerror(error);
    }
    this.conn.close();
  }
}

/** Engines other than ours, see `Server.bind`, tell by events. */
function listenTo(conn: Session, client: Client): void {
  if (typeof conn.listen === "function") {
    conn.listen(client);
    return;
  }
  const engine: NodeJS.EventEmitter = conn;
  engine.on("data", (raw: string | Buffer) => client.onMessage(raw));
  engine.on("close", (reason: string, description: unknown) => client.onClose(reason, description));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
