import type { BroadcastOptions, Packet } from "@signalbox/server";
import { type BroadcastData, type ClusterMessage, MessageType, type WireOptions } from "./messages.js";

const EVENT = 2;

/** Whether nothing has to be told to other nodes. */
export function isOnlyHere(options: BroadcastOptions): boolean {
  return options.flags?.local === true;
}

/** A volatile packet may be missed; one that asks for an answer is the asker's to repeat. */
export function isRecoverable(packet: Packet, options: BroadcastOptions): boolean {
  return (
    packet.type === EVENT &&
    packet.id === undefined &&
    options.flags?.volatile !== true &&
    Array.isArray(packet.data)
  );
}

export function broadcastData(packet: Packet, options: BroadcastOptions, offset?: string): BroadcastData {
  const { type, data } = packet;
  const opts = wireOptions(options);
  return offset === undefined ? { packet: { type, data }, opts } : { packet: { type, data }, opts, offset };
}

export function wireOptions({ rooms, except, flags }: BroadcastOptions): WireOptions {
  return {
    rooms: Array.from(rooms),
    except: except === undefined ? [] : Array.from(except),
    flags: flags ?? {},
  };
}

export function ownOptions({ rooms = [], except = [], flags = {} }: WireOptions): BroadcastOptions {
  return { rooms: new Set(rooms), except: new Set(except), flags };
}

/** Whether a message says nothing but that its node is there. */
export function isBeat(type: number): boolean {
  return type === MessageType.INITIAL_HEARTBEAT || type === MessageType.HEARTBEAT;
}

/** Whether a node says that it can be asked for sessions. */
export function saysItRecovers(message: ClusterMessage): boolean {
  switch (message.type) {
    case MessageType.INITIAL_HEARTBEAT:
    case MessageType.HEARTBEAT:
      return message.data?.recovers === true;
    default:
      return false;
  }
}
