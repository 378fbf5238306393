import {
  Adapter,
  type BroadcastOptions,
  type Packet,
  type RestoredSession,
  type SessionToPersist,
} from "@signalbox/server";
import type { Channel, ChannelListener, OpenChannel } from "./channel.js";
import { Delivery, type Here } from "./delivery.js";
import { EngineWatch } from "./engine-watch.js";
import { randomName } from "./ids.js";
import { Inbox } from "./inbox.js";
import { Membership } from "./membership.js";
import {
  type ClusterMessage,
  type ClusterResponse,
  EMITTER_ID,
  MessageType,
  type NodeId,
} from "./messages.js";
import type { AdapterNamespace } from "./namespace.js";
import type { NodeOptions } from "./options.js";
import { Outbox } from "./outbox.js";
import { broadcastData, isBeat, isOnlyHere, isRecoverable, saysItRecovers, wireOptions } from "./packets.js";
import { type Ack, Questions } from "./questions.js";
import { connectedSessions, type SessionSource } from "./recovery/connected-sessions.js";
import { MemoryRecovery } from "./recovery/memory-recovery.js";
import type { Recovery, SessionHolder } from "./recovery/recovery.js";
import { SessionExchange } from "./recovery/session-exchange.js";

export interface ClusterAdapterParts {
  /** What the engine is called in messages for people. */
  readonly engine: string;
  readonly open: OpenChannel;
  readonly options: NodeOptions;
  readonly uid?: NodeId;
  /** Where the engine keeps messages and sessions. Default: the nodes' memories. */
  readonly recovery?: (maxAgeMs: number, connected: SessionSource) => Recovery;
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
  readonly #channel: Channel;
  readonly #outbox: Outbox;
  readonly #members: Membership;
  readonly #watch: EngineWatch;
  readonly #questions: Questions;
  readonly #sessions: SessionExchange;
  readonly #recovery: (Recovery & Partial<SessionHolder>) | undefined;
  readonly #delivery: Delivery;
  readonly #inbox: Inbox;
  readonly #hasRoomChannels: boolean;
  #isClosed = false;

  constructor(namespace: AdapterNamespace, parts: ClusterAdapterParts) {
    super(namespace);
    this.uid = parts.uid ?? randomName();
    this.#hasRoomChannels = parts.hasRoomChannels === true;
    const channel = parts.open(this);
    this.#channel = channel;
    const { heartbeatInterval, heartbeatTimeout, requestsTimeout } = parts.options;
    this.#members = new Membership(heartbeatInterval, heartbeatTimeout, {
      onBeatDue: () => {
        // An old sign of life is none: without a connection it would only wait.
        if (!this.#watch.isDisconnected) this.#beat(MessageType.HEARTBEAT);
      },
      onGone: (node) => this.#onGone(node),
      onCheck: (wasPaused) => this.#watch.check(wasPaused),
    });
    this.#watch = new EngineWatch({
      engine: parts.engine,
      namespace: namespace.name,
      channel,
      timeoutMs: heartbeatTimeout,
      onLost: (error) => this.emit("engine-lost", error),
      onBack: (kept) => {
        this.#beat(MessageType.INITIAL_HEARTBEAT);
        this.emit("engine-back", { kept });
      },
    });
    const outbox = new Outbox(channel, { uid: this.uid, nsp: namespace.name }, () => {
      this.#members.spoke();
      this.#watch.spoke();
    });
    this.#outbox = outbox;
    this.#questions = new Questions({
      channel,
      members: this.#members,
      outbox,
      timeoutMs: requestsTimeout,
      isEngineLost: () => this.#watch.isLost,
      onSilent: (error) => this.#watch.lose("silence", error),
    });
    this.#sessions = new SessionExchange({
      channel,
      questions: this.#questions,
      hasRoomChannels: this.#hasRoomChannels,
      hasRoom: (room) => this.rooms.has(room),
      outbox,
    });
    this.#recovery = this.#makeRecovery(parts);
    const here = this.#here();
    this.#delivery = new Delivery(here, this.#recovery);
    this.#inbox = new Inbox({
      namespace: namespace.name,
      here,
      delivery: this.#delivery,
      recovery: this.#recovery,
      outbox,
    });
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
    const greet = () => this.#beat(MessageType.INITIAL_HEARTBEAT);
    if (opening === undefined) greet();
    else void opening.then(greet);
  }

  override async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#recovery?.close();
    this.#outbox.publish({ type: MessageType.ADAPTER_CLOSE });
    this.#isClosed = true;
    this.#outbox.close();
    this.#members.stop();
    this.#questions.close();
    await this.#channel.close();
  }

  // --- what this node does for everybody

  override broadcast(packet: Packet, options: BroadcastOptions): void {
    const isLocal = isOnlyHere(options);
    const recovery = isRecoverable(packet, options) ? this.#recovery : undefined;
    const offset = recovery?.nextOffset();
    if (recovery === undefined) {
      if (!isLocal)
        this.#outbox.publish({ type: MessageType.BROADCAST, data: broadcastData(packet, options) });
    } else if (!isLocal && (options.onlyTo === undefined || offset === undefined)) {
      // What goes to one socket of this node needs no other node; only where the engine keeps it does it go there.
      const data = broadcastData(packet, options, offset);
      const onKept =
        offset !== undefined || this.#watch.isLost
          ? undefined
          : (name?: string) => this.#delivery.deliver(packet, options, name);
      // The engine names it. Out of reach, it is sent without a name, and cannot be asked for again.
      if (this.#outbox.publish({ type: MessageType.BROADCAST, data }, onKept)) return;
    }
    this.#delivery.deliver(packet, options, offset);
  }

  override broadcastWithAck(
    packet: Packet,
    options: BroadcastOptions,
    onCount: (count: number) => void,
    onAck: Ack,
  ): void {
    if (!isOnlyHere(options)) {
      const requestId = this.#questions.expectAcks({ onCount, onAck }, options.flags?.timeout);
      this.#outbox.publish({
        type: MessageType.BROADCAST,
        data: { ...broadcastData(packet, options), requestId },
      });
    }
    super.broadcastWithAck(packet, options, onCount, onAck);
  }

  override addSockets(options: BroadcastOptions, rooms: string[]): void {
    super.addSockets(options, rooms);
    if (isOnlyHere(options)) return;
    this.#outbox.publish({ type: MessageType.SOCKETS_JOIN, data: { opts: wireOptions(options), rooms } });
  }

  override delSockets(options: BroadcastOptions, rooms: string[]): void {
    super.delSockets(options, rooms);
    if (isOnlyHere(options)) return;
    this.#outbox.publish({ type: MessageType.SOCKETS_LEAVE, data: { opts: wireOptions(options), rooms } });
  }

  override disconnectSockets(options: BroadcastOptions, close: boolean): void {
    super.disconnectSockets(options, close);
    if (isOnlyHere(options)) return;
    this.#outbox.publish({
      type: MessageType.DISCONNECT_SOCKETS,
      data: { opts: wireOptions(options), close },
    });
  }

  override async fetchSockets(options: BroadcastOptions): ReturnType<Adapter["fetchSockets"]> {
    const here = await super.fetchSockets(options);
    if (isOnlyHere(options)) return here;
    const opts = wireOptions(options);
    const answers = await this.#questions.ask(
      (requestId) => ({ type: MessageType.FETCH_SOCKETS, data: { opts, requestId } }),
      await this.#questions.responders(),
      options.flags?.timeout,
    );
    return [...here, ...(answers as (readonly unknown[])[]).flat()];
  }

  override async serverSideEmit(args: unknown[]): Promise<void> {
    const done = args.at(-1);
    if (typeof done === "function") await this.#questions.askServers(args.slice(0, -1), done as Ack);
    else this.#outbox.publish({ type: MessageType.SERVER_SIDE_EMIT, data: { packet: args } });
  }

  /** All rooms, on all nodes. */
  async allRooms(): Promise<Set<string>> {
    const answers = await this.#questions.ask(
      (requestId) => ({ type: MessageType.ALL_ROOMS, data: { requestId } }),
      await this.#questions.responders(),
    );
    return new Set([...this.rooms.keys(), ...(answers as (readonly string[])[]).flat()]);
  }

  override async serverCount(): Promise<number> {
    const others = await this.#questions.responders();
    return 1 + (typeof others === "number" ? others : others.size);
  }

  // --- who is in which room

  /** @returns where rooms have channels of their own: when this node receives what is sent to them */
  override addAll(id: string, rooms: Set<string>): Promise<void> | void {
    super.addAll(id, rooms);
    this.#recovery?.touch?.(id);
    if (!this.#hasRoomChannels) return;
    return Promise.all([...rooms].map((room) => this.#channel.enterRoom?.(room))).then(() => {});
  }

  override del(id: string, room: string): void {
    super.del(id, room);
    this.#recovery?.touch?.(id);
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
    const { missed } = restored;
    // The old connection may not be known to be dead, here or elsewhere.
    const session = this.#takeOver(restored.session.sid) ?? restored.session;
    if (this.#recovery?.abandon !== undefined) {
      this.#outbox.publish({ type: MessageType.SESSION_MOVED, data: { sid: session.sid } });
    }
    return { ...session, rooms: [...session.rooms], missedPackets: missed.map((data) => [...data]) };
  }

  // --- for the channel

  get namespace(): string {
    return this.nsp.name;
  }

  hasRoom(room: string): boolean {
    return this.rooms.has(room) || this.#recovery?.needsRoom(room) === true;
  }

  onMessage(message: ClusterMessage, kept?: string): void {
    if (this.#isClosed) return;
    if (message.uid === this.uid) {
      this.onEcho();
      return;
    }
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
      case MessageType.SESSION_MOVED:
        this.#takeOver(message.data.sid);
        break;
      case MessageType.SESSION_FIND:
      case MessageType.SESSION_TAKE:
      case MessageType.SESSIONS_HANDED_OVER:
        this.#sessions.take(message, this.#recovery);
        break;
      default:
        this.#inbox.take(message, kept);
    }
  }

  onResponse(response: ClusterResponse): void {
    if (!this.#isClosed) this.#questions.onResponse(response);
  }

  onEcho(): void {
    this.#watch.heard();
  }

  onLost(reason: Error): void {
    if (!this.#isClosed) this.#watch.lose("connection", reason);
  }

  onBack(kept: boolean): void {
    if (this.#isClosed) return;
    this.#recovery?.onBack(kept);
    this.#watch.back(kept);
  }

  onError(error: Error): void {
    if (this.#isClosed) return;
    if (this.listenerCount("error") > 0) this.emit("error", error);
    else process.emitWarning(error);
  }

  // --- private

  #beat(type: typeof MessageType.INITIAL_HEARTBEAT | typeof MessageType.HEARTBEAT): void {
    this.#outbox.publish({ type, data: { recovers: this.#recovery?.take !== undefined } });
  }

  #hear(message: ClusterMessage): void {
    const { uid } = message;
    if (uid === undefined || uid === EMITTER_ID || message.type === MessageType.ADAPTER_CLOSE) return;
    if (isBeat(message.type) || this.#channel.countOthers === undefined) this.#members.hear(uid);
    if (saysItRecovers(message)) this.#sessions.onHolder(uid);
  }

  /** Ends a socket whose session goes on elsewhere. @returns how the session stands */
  #takeOver(sid: string): SessionToPersist | undefined {
    const former = this.nsp.sockets.get(sid);
    if (former === undefined || this.#recovery?.abandon === undefined) return undefined;
    const session = former._session;
    this.#recovery.abandon(sid);
    former.client.close();
    return session;
  }

  #onGone(node: NodeId): void {
    this.#sessions.onGone(node);
    this.#questions.forget(node);
  }

  #makeRecovery({ recovery, options }: ClusterAdapterParts): Recovery | undefined {
    const maxAgeMs = this.nsp.server.recovery?.maxDisconnectionDuration;
    if (maxAgeMs === undefined) return undefined;
    return (
      recovery?.(maxAgeMs, connectedSessions(this.nsp.sockets)) ??
      new MemoryRecovery(maxAgeMs, options.recoveryLimits, this.#sessions)
    );
  }

  /** What an adapter for one node does. */
  #here(): Here {
    return {
      rooms: this.rooms,
      sids: this.sids,
      forEach: (options, use) => super.forEach(options, use),
      broadcast: (packet, options) => void super.broadcast(packet, options),
      broadcastWithAck: (...args) => super.broadcastWithAck(...args),
      addSockets: (options, rooms) => void super.addSockets(options, rooms),
      delSockets: (options, rooms) => void super.delSockets(options, rooms),
      disconnectSockets: (options, close) => void super.disconnectSockets(options, close),
      serverSideEmit: (args) => this.nsp._onServerSideEmit(args as [string, ...unknown[]]),
    };
  }
}
