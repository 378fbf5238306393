import { decodeEnginePacket, type EngineVersion } from "@signalbox/wire/engine";
import { SocketPacketDecoder, SocketPacketType } from "@signalbox/wire/socket";
import type { RecordedConnection, RecordedMessage } from "./recording.js";

const { EVENT, BINARY_EVENT, ACK, BINARY_ACK } = SocketPacketType;

/** Recognises a WebSocket that carried Engine.IO by its address, and tells what its messages meant. */
export function readSocketIo(connection: RecordedConnection): RecordedConnection {
  const engine = /[?&]EIO=([34])\b/.exec(connection.url)?.[1];
  if (engine === undefined || connection.messages.length === 0) return connection;
  const version = Number(engine) as EngineVersion;
  const decoders = { sent: new Meaning(version), received: new Meaning(version) };
  return {
    ...connection,
    protocol: "socket.io",
    messages: connection.messages.map((message) => {
      const socketIo = decoders[message.direction].read(message.data);
      return { ...message, ...(socketIo && { socketIo }) };
    }),
  };
}

/** Reads the packets that went one way. What cannot be read means nothing; its bytes are kept as they are. */
class Meaning {
  readonly #version: EngineVersion;
  readonly #decoder = new SocketPacketDecoder();

  constructor(version: EngineVersion) {
    this.#version = version;
  }

  read(data: string | Uint8Array): RecordedMessage["socketIo"] {
    try {
      const packet = decodeEnginePacket(data, this.#version);
      if (packet.type !== "message" || packet.data === undefined) return undefined;
      const { type, nsp, data: args, id } = this.#decoder.push(packet.data) ?? { type: -1, nsp: "/" };
      if (!Array.isArray(args)) return undefined;
      const common = { namespace: nsp, ...(id !== undefined && { ackId: id }) };
      if (type === EVENT || type === BINARY_EVENT) {
        return { kind: "event", ...common, event: String(args[0]), args: args.slice(1) };
      }
      return type === ACK || type === BINARY_ACK ? { kind: "ack", ...common, args } : undefined;
    } catch {
      this.#decoder.reset();
      return undefined;
    }
  }
}
