import type { Channel } from "./channel.js";
import { randomName } from "./ids.js";
import type { Membership } from "./membership.js";
import { type ClusterResponse, type MessageBody, MessageType, type NodeId } from "./messages.js";
import type { Outbox } from "./outbox.js";
import { Requests, type Responders } from "./requests.js";

export type Ack = (...args: unknown[]) => void;

interface AckRequest {
  readonly onCount: (count: number) => void;
  readonly onAck: Ack;
}

export interface QuestionsParts {
  readonly channel: Channel;
  readonly members: Membership;
  readonly outbox: Outbox;
  /** How long an answer is waited for, where the question does not say. */
  readonly timeoutMs: number;
  isEngineLost(): boolean;
  /** The engine does not answer. */
  onSilent(error: Error): void;
}

/** What this node asks the others, until they have answered. */
export class Questions {
  readonly #parts: QuestionsParts;
  readonly #requests = new Requests();
  readonly #ackRequests = new Map<string, AckRequest>();

  constructor(parts: QuestionsParts) {
    this.#parts = parts;
  }

  /** Who will answer a question to all. */
  async responders(): Promise<Responders> {
    const { channel, members, isEngineLost, onSilent } = this.#parts;
    // Without the engine there is nobody to ask.
    if (isEngineLost()) return 0;
    if (channel.countOthers === undefined) return members.others;
    try {
      return await this.#inTime(channel.countOthers(members.silent));
    } catch (error) {
      onSilent(error instanceof Error ? error : new Error(String(error)));
      return 0;
    }
  }

  /** @param isEnough whether an answer makes the others unnecessary */
  ask(
    message: (requestId: string) => MessageBody,
    responders: Responders,
    timeoutMs = this.#parts.timeoutMs,
    isEnough?: (answer: unknown) => boolean,
  ): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      const requestId = randomName();
      const finish = (error: Error | undefined, answers: unknown[]) =>
        error === undefined ? resolve(answers) : reject(error);
      this.#requests.add(requestId, responders, timeoutMs, finish, isEnough);
      const count = typeof responders === "number" ? responders : responders.size;
      if (count > 0) this.#parts.outbox.publish(message(requestId));
    });
  }

  /** Asks the other servers; the callback gets their answers, with an error when some are missing. */
  async askServers(packet: unknown[], done: Ack): Promise<void> {
    const requestId = randomName();
    this.#requests.add(requestId, await this.responders(), this.#parts.timeoutMs, (error, answers) =>
      done(error ?? null, answers),
    );
    this.#parts.outbox.publish({ type: MessageType.SERVER_SIDE_EMIT, data: { requestId, packet } });
  }

  /**
   * Acknowledgements of the clients of other nodes, which are counted by whoever asks.
   *
   * @returns the id of the request
   */
  expectAcks(request: AckRequest, timeoutMs = this.#parts.timeoutMs): string {
    const requestId = randomName();
    this.#ackRequests.set(requestId, request);
    // Without a timeout of its own an acknowledgement may come at any time; it is not waited for for ever.
    setTimeout(() => this.#ackRequests.delete(requestId), timeoutMs).unref();
    return requestId;
  }

  onResponse({ type, uid, data }: ClusterResponse): void {
    const { requestId } = data;
    switch (type) {
      case MessageType.FETCH_SOCKETS_RESPONSE:
        this.#requests.answer(requestId, uid, data.sockets);
        break;
      case MessageType.SERVER_SIDE_EMIT_RESPONSE:
        this.#requests.answer(requestId, uid, data.packet);
        break;
      case MessageType.ALL_ROOMS_RESPONSE:
        this.#requests.answer(requestId, uid, data.rooms);
        break;
      case MessageType.SESSION_RESPONSE:
        this.#requests.answer(requestId, uid, data);
        break;
      case MessageType.BROADCAST_CLIENT_COUNT:
        this.#ackRequests.get(requestId)?.onCount(data.clientCount);
        break;
      case MessageType.BROADCAST_ACK:
        this.#ackRequests.get(requestId)?.onAck(data.packet);
        break;
    }
  }

  /** An engine that swallows everything answers nothing. */
  #inTime<T>(answer: Promise<T>): Promise<T> {
    const { timeoutMs } = this.#parts;
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`no answer within ${timeoutMs} ms`));
      const timer = setTimeout(late, timeoutMs).unref();
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  /** A node has left: nobody waits for it any more. */
  forget(node: NodeId): void {
    this.#requests.forget(node);
  }

  close(): void {
    this.#requests.close();
    this.#ackRequests.clear();
  }
}
