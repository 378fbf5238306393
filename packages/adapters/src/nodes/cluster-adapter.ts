import {
  Adapter,
  type AdapterNamespace as BaseNamespace,
  type BroadcastOptions,
  type Packet,
  type RestoredSession,
  type SessionToPersist,
} from "@signalbox/server";
import type { Channel, ChannelListener, OpenChannel } from "./channel.js";
import { EngineLostError } from "./errors.js";
import { randomName } from "./ids.js";
import { Membership } from "./membership.js";
import {
  type BroadcastData,
  type ClusterMessage,
  type ClusterResponse,
  EMITTER_ID,
  type MessageBody,
  MessageType,
  type NodeId,
  type ResponseBody,
  type SessionAnswer,
} from "./messages.js";
import type { NodeOptions } from "./options.js";
import { broadcastData, isBeat, isOnlyHere, isRecoverable, ownOptions, wireOptions } from "./packets.js";
import { MemoryRecovery } from "./recovery/memory-recovery.js";
import type { Recovery, SessionHolder, SessionPeers } from "./recovery/recovery.js";
import { Requests, type Responders } from "./requests.js";
import { describeSocket } from "./socket-details.js";

/** The members of a namespace that this adapter uses. */
export interface AdapterNamespace extends BaseNamespace {
  readonly server: BaseNamespace["server"] & {
    readonly recovery?: { readonly maxDisconnectionDuration: number } | undefined;
  };
  _onServerSideEmit(args: [event: string, ...args: unknown[]]): void;
}

type Ack = (...args: unknown[]) => void;

export interface ClusterAdapterParts {
  /** What the engine is called in messages for people. */
  readonly engine: string;
  readonly open: OpenChannel;
  readonly options: NodeOptions;
  readonly uid?: NodeId;
  /** Where the engine keeps messages and sessions. Default: the nodes' memories. */
  readonly recovery?: (maxAgeMs: number) => Recovery;
  /** Whether rooms have channels of their own. Default false. */
  readonly hasRoomChannels?: boolean;
}

/**
 * One namespace on one node among many: what it does for its own clients is told to the other nodes, and
 * what they tell is done for its clients. How the nodes reach each other is the {@link Channel}'s matter.
 *
 * Events, beside those of an adapter: `engine-lost` (error) and `engine-back` ({ kept }) when the engine
 * goes out of reach and returns, `error` only where somebody listens.
 */
export class ClusterAdapter extends Adapter implements ChannelListener {
  declare readonly nsp: AdapterNamespace;
  readonly uid: NodeId;
  readonly #engine: string;
  readonly #options: NodeOptions;
  readonly #channel: Channel;
  readonly #requests = new Requests();
  readonly #ackRequests = new Map<string, { onCount: (count: number) => void; onAck: Ack }>();
  readonly #members: Membership;
  /** The nodes that answer questions about sessions. */
  readonly #holders = new Set<NodeId>();
  readonly #recovery: (Recovery & Partial<SessionHolder>) | undefined;
  readonly #hasRoomChannels: boolean;
  #isLost = false;
  #isClosed = false;

  constructor(namespace: AdapterNamespace, parts: ClusterAdapterParts) {
    super(namespace);
    this.uid = parts.uid ?? randomName();
    this.#engine = parts.engine;
    this.#options = parts.options;
    this.#hasRoomChannels = parts.hasRoomChannels === true;
    this.#channel = parts.open(this);
    const { heartbeatInterval, heartbeatTimeout } = parts.options;
    this.#members = new Membership(heartbeatInterval, heartbeatTimeout, {
      onBeatDue: () => this.#beat(MessageType.HEARTBEAT),
      onGone: (node) => this.#onGone(node),
    });
    const maxAgeMs = namespace.server.recovery?.maxDisconnectionDuration;
    if (maxAgeMs !== undefined) {
      this.#recovery =
        parts.recovery?.(maxAgeMs) ??
        new MemoryRecovery(maxAgeMs, parts.options.recoveryLimits, this.#sessionPeers());
    }
  }

  // --- life

  override init(): void {
    const opening = this.#channel.open();
    this.#members.start();
    if (this.#hasRoomChannels) {
      this.on("delete-room", (room: string) => {
        if (this.#recovery?.needsRoom(room) !== true) this.#channel.leaveRoom?.(room);
      });
    }
    // The others answer at once: this node has to hear them.
    const greet = () => void this.#beat(MessageType.INITIAL_HEARTBEAT);
    if (opening === undefined) greet();
    else void opening.then(greet);
  }

  override async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#recovery?.close();
    this.#publish({ type: MessageType.ADAPTER_CLOSE });
    this.#isClosed = true;
    this.#members.stop();
    this.#requests.close();
    this.#ackRequests.clear();
    await this.#channel.close();
  }

  // --- what this node does for everybody

  override broadcast(
    packet: Packet,
    options: BroadcastOptions & { readonly onlyTo?: string },
  ): Promise<void> | void {
    const isLocal = isOnlyHere(options);
    const recovery = isRecoverable(packet, options) ? this.#recovery : undefined;
    if (recovery === undefined) {
      if (!isLocal) this.#publish({ type: MessageType.BROADCAST, data: broadcastData(packet, options) });
      return super.broadcast(packet, options);
    }
    const offset = recovery.nextOffset();
    // What goes to one socket of this node needs no other node; only where the engine keeps it does it go there.
    const staysHere = isLocal || (options.onlyTo !== undefined && offset !== undefined);
    if (staysHere) return this.#deliver(packet, options, offset);
    const data = { ...broadcastData(packet, options), ...(offset !== undefined && { offset }) };
    const kept = this.#publish({ type: MessageType.BROADCAST, data });
    if (offset !== undefined || kept === undefined) return this.#deliver(packet, options, offset);
    // The engine names it. Out of reach, it is sent without a name, and cannot be asked for again.
    return kept.then((name) => this.#deliver(packet, options, name));
  }

  override broadcastWithAck(
    packet: Packet,
    options: BroadcastOptions,
    onClientCount: (count: number) => void,
    onAck: Ack,
  ): void {
    if (!isOnlyHere(options)) {
      const requestId = randomName();
      this.#publish({ type: MessageType.BROADCAST, data: { ...broadcastData(packet, options), requestId } });
      this.#ackRequests.set(requestId, { onCount: onClientCount, onAck });
      // Without a timeout of its own an acknowledgement may come at any time; it is not waited for for ever.
      const timeoutMs = options.flags?.timeout ?? this.#options.requestsTimeout;
      setTimeout(() => this.#ackRequests.delete(requestId), timeoutMs).unref();
    }
    super.broadcastWithAck(packet, options, onClientCount, onAck);
  }

  override addSockets(options: BroadcastOptions, rooms: string[]): void {
    super.addSockets(options, rooms);
    if (isOnlyHere(options)) return;
    this.#publish({ type: MessageType.SOCKETS_JOIN, data: { opts: wireOptions(options), rooms } });
  }

  override delSockets(options: BroadcastOptions, rooms: string[]): void {
    super.delSockets(options, rooms);
    if (isOnlyHere(options)) return;
    this.#publish({ type: MessageType.SOCKETS_LEAVE, data: { opts: wireOptions(options), rooms } });
  }

  override disconnectSockets(options: BroadcastOptions, close: boolean): void {
    super.disconnectSockets(options, close);
    if (isOnlyHere(options)) return;
    this.#publish({ type: MessageType.DISCONNECT_SOCKETS, data: { opts: wireOptions(options), close } });
  }

  override async fetchSockets(options: BroadcastOptions): ReturnType<Adapter["fetchSockets"]> {
    const here = await super.fetchSockets(options);
    if (isOnlyHere(options)) return here;
    const answers = await this.#ask(
      (requestId) => ({
        type: MessageType.FETCH_SOCKETS,
        data: { opts: wireOptions(options), requestId },
      }),
      await this.#responders(),
      options.flags?.timeout,
    );
    return [...here, ...(answers as (readonly unknown[])[]).flat()];
  }

  override async serverSideEmit(args: unknown[]): Promise<void> {
    const ack = args.at(-1);
    if (typeof ack !== "function") {
      this.#publish({ type: MessageType.SERVER_SIDE_EMIT, data: { packet: args } });
      return;
    }
    const packet = args.slice(0, -1);
    const requestId = randomName();
    this.#requests.add(requestId, await this.#responders(), this.#options.requestsTimeout, (error, answers) =>
      (ack as Ack)(error ?? null, answers),
    );
    this.#publish({ type: MessageType.SERVER_SIDE_EMIT, data: { requestId, packet } });
  }

  /** All rooms, on all nodes. */
  async allRooms(): Promise<Set<string>> {
    const answers = await this.#ask(
      (requestId) => ({ type: MessageType.ALL_ROOMS, data: { requestId } }),
      await this.#responders(),
    );
    return new Set([...this.rooms.keys(), ...(answers as (readonly string[])[]).flat()]);
  }

  override async serverCount(): Promise<number> {
    const others = await this.#responders();
    return 1 + (typeof others === "number" ? others : others.size);
  }

  /** @returns where rooms have channels of their own: when this node receives what is sent to them */
  override addAll(id: string, rooms: Set<string>): Promise<void> | void {
    super.addAll(id, rooms);
    if (!this.#hasRoomChannels) return;
    return Promise.all([...rooms].map((room) => this.#channel.enterRoom?.(room))).then(() => {});
  }

  override delAll(id: string): void {
    super.delAll(id);
    this.#recovery?.forget(id);
  }

  // --- connection state recovery

  override persistSession(session: SessionToPersist): void {
    this.#recovery?.persist(session);
  }

  override async restoreSession(pid: string, offset: string): Promise<RestoredSession | null> {
    const restored = await this.#recovery?.restore(pid, offset);
    if (restored === undefined) return null;
    const { session, missed } = restored;
    return { ...session, rooms: [...session.rooms], missedPackets: missed.map((data) => [...data]) };
  }

  // --- for the channel

  get namespace(): string {
    return this.nsp.name;
  }

  hasRoom(room: string): boolean {
    return this.rooms.has(room) || this.#recovery?.needsRoom(room) === true;
  }

  isPrivateRoom(room: string): boolean {
    return this.sids.has(room);
  }

  onMessage(message: ClusterMessage, offset?: string): void {
    if (this.#isClosed || message.uid === this.uid) return;
    if (message.nsp !== undefined && message.nsp !== this.nsp.name) return;
    this.#hear(message);
    switch (message.type) {
      case MessageType.INITIAL_HEARTBEAT:
        this.#beat(MessageType.HEARTBEAT);
        break;
      case MessageType.HEARTBEAT:
        break;
      case MessageType.ADAPTER_CLOSE:
        this.#members.leave(message.uid);
        break;
      case MessageType.BROADCAST:
        this.#onBroadcast(message.uid, message.data, offset);
        break;
      case MessageType.SOCKETS_JOIN:
        super.addSockets(ownOptions(message.data.opts), [...message.data.rooms]);
        break;
      case MessageType.SOCKETS_LEAVE:
        super.delSockets(ownOptions(message.data.opts), [...message.data.rooms]);
        break;
      case MessageType.DISCONNECT_SOCKETS:
        super.disconnectSockets(ownOptions(message.data.opts), message.data.close === true);
        break;
      case MessageType.FETCH_SOCKETS: {
        const { opts, requestId } = message.data;
        const sockets: unknown[] = [];
        this.forEach(ownOptions(opts), (socket) => sockets.push(describeSocket(socket)));
        this.#respond(message.uid, {
          type: MessageType.FETCH_SOCKETS_RESPONSE,
          data: { requestId, sockets },
        });
        break;
      }
      case MessageType.SERVER_SIDE_EMIT:
        this.#onServerSideEmit(message.uid, message.data.packet, message.data.requestId);
        break;
      case MessageType.ALL_ROOMS: {
        const { requestId } = message.data;
        const rooms = [...this.rooms.keys()];
        this.#respond(message.uid, { type: MessageType.ALL_ROOMS_RESPONSE, data: { requestId, rooms } });
        break;
      }
      case MessageType.SESSION_FIND: {
        const { requestId, pid } = message.data;
        void this.#answerSession(message.uid, requestId, this.#recovery?.find?.(pid));
        break;
      }
      case MessageType.SESSION_TAKE: {
        const { requestId, pid, offset: last } = message.data;
        void this.#answerSession(message.uid, requestId, this.#recovery?.take?.(pid, last));
        break;
      }
      case MessageType.SESSIONS_HANDED_OVER:
        this.#recovery?.adopt?.(message.data.sessions);
        break;
    }
  }

  onResponse(response: ClusterResponse): void {
    if (this.#isClosed) return;
    const { requestId } = response.data;
    switch (response.type) {
      case MessageType.FETCH_SOCKETS_RESPONSE:
        this.#requests.answer(requestId, response.uid, response.data.sockets);
        break;
      case MessageType.SERVER_SIDE_EMIT_RESPONSE:
        this.#requests.answer(requestId, response.uid, response.data.packet);
        break;
      case MessageType.ALL_ROOMS_RESPONSE:
        this.#requests.answer(requestId, response.uid, response.data.rooms);
        break;
      case MessageType.SESSION_RESPONSE:
        this.#requests.answer(requestId, response.uid, response.data);
        break;
      case MessageType.BROADCAST_CLIENT_COUNT:
        this.#ackRequests.get(requestId)?.onCount(response.data.clientCount);
        break;
      case MessageType.BROADCAST_ACK:
        this.#ackRequests.get(requestId)?.onAck(response.data.packet);
        break;
    }
  }

  onLost(reason: Error): void {
    if (this.#isLost || this.#isClosed) return;
    this.#isLost = true;
    const error = new EngineLostError(this.#engine, this.nsp.name, reason);
    process.emitWarning(error.message, { code: error.code });
    this.emit("engine-lost", error);
  }

  onBack(kept: boolean): void {
    if (this.#isClosed) return;
    if (!kept) this.#recovery?.onGap();
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#beat(MessageType.INITIAL_HEARTBEAT);
    const fate = kept ? "what was said meanwhile follows" : "what was said meanwhile is lost here";
    process.emitWarning(`${this.#engine} is back for namespace ${this.nsp.name}; ${fate}`, {
      code: "SIGNALBOX_ENGINE_BACK",
    });
    this.emit("engine-back", { kept });
  }

  onError(error: Error): void {
    if (this.#isClosed) return;
    if (this.listenerCount("error") > 0) this.emit("error", error);
    else process.emitWarning(error);
  }

  // --- private

  #publish(body: MessageBody): Promise<string | undefined> | undefined {
    if (this.#isClosed) return undefined;
    // Where the engine counts, official nodes send no heartbeats, so only these are signs of life.
    if (this.#channel.countOthers === undefined || isBeat(body)) this.#members.spoke();
    return this.#channel.publish({ ...body, uid: this.uid, nsp: this.nsp.name });
  }

  #respond(to: NodeId, body: ResponseBody): void {
    if (!this.#isClosed) this.#channel.respond(to, { ...body, uid: this.uid, nsp: this.nsp.name });
  }

  #beat(type: typeof MessageType.INITIAL_HEARTBEAT | typeof MessageType.HEARTBEAT): void {
    this.#publish({ type, data: { recovers: this.#recovery?.take !== undefined } });
  }

  #hear(message: ClusterMessage): void {
    const { uid } = message;
    if (uid === undefined || uid === EMITTER_ID || message.type === MessageType.ADAPTER_CLOSE) return;
    if (isBeat(message) || this.#channel.countOthers === undefined) this.#members.hear(uid);
    if (isBeat(message) && message.data?.recovers === true) this.#holders.add(uid);
  }

  #onGone(node: NodeId): void {
    this.#holders.delete(node);
    this.#requests.forget(node);
  }

  /** Who will answer a question to all. */
  async #responders(): Promise<Responders> {
    if (this.#channel.countOthers === undefined) return this.#members.others;
    try {
      return await this.#channel.countOthers(this.#members.silent);
    } catch (error) {
      // Without the engine there is nobody to ask.
      this.onLost(error instanceof Error ? error : new Error(String(error)));
      return 0;
    }
  }

  #ask(
    message: (requestId: string) => MessageBody,
    responders: Responders,
    timeoutMs = this.#options.requestsTimeout,
    isEnough?: (answer: unknown) => boolean,
  ): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      const requestId = randomName();
      const finish = (error: Error | undefined, answers: unknown[]) =>
        error === undefined ? resolve(answers) : reject(error);
      this.#requests.add(requestId, responders, timeoutMs, finish, isEnough);
      const count = typeof responders === "number" ? responders : responders.size;
      if (count > 0) this.#publish(message(requestId));
    });
  }

  #onBroadcast(
    from: NodeId,
    { packet: wire, opts, requestId, offset: named }: BroadcastData,
    kept?: string,
  ): void {
    const packet: Packet = { ...wire, nsp: this.nsp.name };
    const options = ownOptions(opts);
    if (requestId !== undefined) {
      super.broadcastWithAck(
        packet,
        options,
        (clientCount) =>
          this.#respond(from, {
            type: MessageType.BROADCAST_CLIENT_COUNT,
            data: { requestId, clientCount },
          }),
        (answer) =>
          this.#respond(from, { type: MessageType.BROADCAST_ACK, data: { requestId, packet: answer } }),
      );
      return;
    }
    if (this.#recovery !== undefined && isRecoverable(packet, options)) {
      this.#deliver(packet, options, named ?? kept ?? this.#recovery.localOffset());
    } else if (this.#concernsAnybody(options)) {
      super.broadcast(packet, options);
    }
  }

  /** Sends to the clients of this node; with a name, so that they can ask for what comes after it. */
  #deliver(packet: Packet, options: BroadcastOptions, offset: string | undefined): void {
    if (offset === undefined || this.#recovery === undefined) {
      super.broadcast(packet, options);
      return;
    }
    const data = [...(packet.data as unknown[]), offset];
    const { rooms, except = new Set<string>() } = options;
    this.#recovery.keep({ offset, data, rooms, except });
    if (!this.#concernsAnybody(options)) return;
    const resumed = this.#recovery.alreadySentTo(offset);
    const others = resumed === undefined ? options : { ...options, except: new Set([...except, ...resumed]) };
    super.broadcast({ ...packet, data }, others);
  }

  #concernsAnybody({ rooms }: BroadcastOptions): boolean {
    if (rooms.size === 0) return this.sids.size > 0;
    for (const room of rooms) if (this.rooms.has(room)) return true;
    return false;
  }

  #onServerSideEmit(from: NodeId, packet: readonly unknown[], requestId: string | undefined): void {
    const args = [...packet];
    if (requestId !== undefined) {
      let isAnswered = false;
      args.push((answer: unknown) => {
        if (isAnswered) return;
        isAnswered = true;
        this.#respond(from, {
          type: MessageType.SERVER_SIDE_EMIT_RESPONSE,
          data: { requestId, packet: answer },
        });
      });
    }
    this.nsp._onServerSideEmit(args as [string, ...unknown[]]);
  }

  async #answerSession(
    to: NodeId,
    requestId: string,
    asked: Promise<SessionAnswer> | undefined,
  ): Promise<void> {
    const answer = await asked;
    this.#respond(to, { type: MessageType.SESSION_RESPONSE, data: { ...answer, requestId } });
  }

  #sessionPeers(): SessionPeers {
    return {
      hasRoomChannels: this.#hasRoomChannels,
      ask: async (question) => {
        const answers = await this.#ask(
          (requestId) =>
            ({ ...question, data: { ...question.data, requestId } }) as Extract<
              MessageBody,
              { type: typeof question.type }
            >,
          new Set(this.#holders),
          undefined,
          (answer) => (answer as SessionAnswer).session !== undefined,
        ).catch(() => []);
        return (answers as SessionAnswer[]).find(({ session }) => session !== undefined);
      },
      handOver: (sessions) => {
        this.#publish({ type: MessageType.SESSIONS_HANDED_OVER, data: { sessions } });
      },
      enterRooms: async (rooms) => {
        await Promise.all(rooms.map((room) => this.#channel.enterRoom?.(room)));
      },
      releaseRoom: (room) => {
        if (this.#hasRoomChannels && !this.rooms.has(room)) this.#channel.leaveRoom?.(room);
      },
    };
  }
}
