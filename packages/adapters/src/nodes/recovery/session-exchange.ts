import type { Channel } from "../channel.js";
import {
  type ClusterMessage,
  type MessageBody,
  MessageType,
  type NodeId,
  type SessionAnswer,
} from "../messages.js";
import type { Outbox } from "../outbox.js";
import type { Questions } from "../questions.js";
import type { SessionHolder, SessionPeers, SessionQuestion } from "./recovery.js";

export interface SessionExchangeParts {
  readonly channel: Channel;
  readonly questions: Questions;
  readonly hasRoomChannels: boolean;
  /** Whether sockets of this node are in the room. */
  hasRoom(room: string): boolean;
  readonly outbox: Outbox;
}

/** What nodes that keep sessions in their memories ask each other about them, and answer. */
export class SessionExchange implements SessionPeers {
  readonly #parts: SessionExchangeParts;
  /** The nodes that answer. */
  readonly #holders = new Set<NodeId>();

  constructor(parts: SessionExchangeParts) {
    this.#parts = parts;
  }

  get hasRoomChannels(): boolean {
    return this.#parts.hasRoomChannels;
  }

  async ask(question: SessionQuestion): Promise<SessionAnswer | undefined> {
    const message = (requestId: string) =>
      ({ ...question, data: { ...question.data, requestId } }) as Extract<
        MessageBody,
        { type: typeof question.type }
      >;
    const hasIt = (answer: unknown) => (answer as SessionAnswer).session !== undefined;
    const answers = await this.#parts.questions
      .ask(message, new Set(this.#holders), undefined, hasIt)
      .catch(() => []);
    return (answers as SessionAnswer[]).find(hasIt);
  }

  handOver(sessions: Parameters<SessionPeers["handOver"]>[0]): void {
    this.#parts.outbox.publish({ type: MessageType.SESSIONS_HANDED_OVER, data: { sessions } });
  }

  async enterRooms(rooms: readonly string[]): Promise<void> {
    await Promise.all(rooms.map((room) => this.#parts.channel.enterRoom?.(room)));
  }

  releaseRoom(room: string): void {
    const { channel, hasRoomChannels, hasRoom } = this.#parts;
    if (hasRoomChannels && !hasRoom(room)) channel.leaveRoom?.(room);
  }

  // --- what other nodes say

  /** A node that keeps sessions is there. */
  onHolder(node: NodeId): void {
    this.#holders.add(node);
  }

  onGone(node: NodeId): void {
    this.#holders.delete(node);
  }

  take(message: ClusterMessage, holder: Partial<SessionHolder> | undefined): void {
    switch (message.type) {
      case MessageType.SESSION_FIND: {
        const { requestId, pid } = message.data;
        void this.#answer(message.uid, requestId, holder?.find?.(pid));
        break;
      }
      case MessageType.SESSION_TAKE: {
        const { requestId, pid, offset } = message.data;
        void this.#answer(message.uid, requestId, holder?.take?.(pid, offset));
        break;
      }
      case MessageType.SESSIONS_HANDED_OVER:
        holder?.adopt?.(message.data.sessions);
        break;
    }
  }

  async #answer(to: NodeId, requestId: string, asked: Promise<SessionAnswer> | undefined): Promise<void> {
    const answer = await asked;
    this.#parts.outbox.respond(to, { type: MessageType.SESSION_RESPONSE, data: { ...answer, requestId } });
  }
}
