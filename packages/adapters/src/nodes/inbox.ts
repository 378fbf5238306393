import type { Packet } from "@signalbox/server";
import type { Delivery, Here } from "./delivery.js";
import { type BroadcastData, type ClusterMessage, MessageType, type NodeId } from "./messages.js";
import type { Outbox } from "./outbox.js";
import { isRecoverable, ownOptions } from "./packets.js";
import type { Recovery } from "./recovery/recovery.js";
import { describeSocket } from "./socket-details.js";

export interface InboxParts {
  readonly namespace: string;
  readonly here: Here;
  readonly delivery: Delivery;
  readonly recovery: Recovery | undefined;
  readonly outbox: Outbox;
}

/** Does for the clients of this node what other nodes say. */
export class Inbox {
  readonly #parts: InboxParts;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** @param kept the name under which the engine keeps the message */
  take(message: ClusterMessage, kept: string | undefined): void {
    const { here, outbox } = this.#parts;
    switch (message.type) {
      case MessageType.BROADCAST:
        this.#onBroadcast(message.uid, message.data, kept);
        break;
      case MessageType.SOCKETS_JOIN:
        here.addSockets(ownOptions(message.data.opts), [...message.data.rooms]);
        break;
      case MessageType.SOCKETS_LEAVE:
        here.delSockets(ownOptions(message.data.opts), [...message.data.rooms]);
        break;
      case MessageType.DISCONNECT_SOCKETS:
        here.disconnectSockets(ownOptions(message.data.opts), message.data.close === true);
        break;
      case MessageType.FETCH_SOCKETS: {
        const { opts, requestId } = message.data;
        const sockets: unknown[] = [];
        here.forEach(ownOptions(opts), (socket) => sockets.push(describeSocket(socket)));
        outbox.respond(message.uid, {
          type: MessageType.FETCH_SOCKETS_RESPONSE,
          data: { requestId, sockets },
        });
        break;
      }
      case MessageType.ALL_ROOMS: {
        const { requestId } = message.data;
        const rooms = [...here.rooms.keys()];
        outbox.respond(message.uid, { type: MessageType.ALL_ROOMS_RESPONSE, data: { requestId, rooms } });
        break;
      }
      case MessageType.SERVER_SIDE_EMIT:
        this.#onServerSideEmit(message.uid, message.data.packet, message.data.requestId);
        break;
    }
  }

  #onBroadcast(from: NodeId, data: BroadcastData, kept: string | undefined): void {
    const { namespace, delivery, recovery } = this.#parts;
    const { opts, requestId, offset } = data;
    const { type, data: args } = data.packet;
    const packet: Packet = { type, data: args, nsp: namespace };
    const options = ownOptions(opts);
    if (requestId !== undefined) {
      this.#broadcastWithAck(from, packet, options, requestId);
    } else if (recovery !== undefined && isRecoverable(packet, options)) {
      delivery.deliver(packet, options, offset ?? kept ?? recovery.localOffset());
    } else {
      delivery.deliver(packet, options, undefined);
    }
  }

  #broadcastWithAck(
    from: NodeId,
    packet: Packet,
    options: ReturnType<typeof ownOptions>,
    requestId: string,
  ): void {
    const { here, outbox } = this.#parts;
    here.broadcastWithAck(
      packet,
      options,
      (clientCount) =>
        outbox.respond(from, { type: MessageType.BROADCAST_CLIENT_COUNT, data: { requestId, clientCount } }),
      (answer) =>
        outbox.respond(from, { type: MessageType.BROADCAST_ACK, data: { requestId, packet: answer } }),
    );
  }

  #onServerSideEmit(from: NodeId, packet: readonly unknown[], requestId: string | undefined): void {
    const { here, outbox } = this.#parts;
    const args = [...packet];
    if (requestId !== undefined) {
      let isAnswered = false;
      args.push((answer: unknown) => {
        if (isAnswered) return;
        isAnswered = true;
        outbox.respond(from, {
          type: MessageType.SERVER_SIDE_EMIT_RESPONSE,
          data: { requestId, packet: answer },
        });
      });
    }
    here.serverSideEmit(args);
  }
}
