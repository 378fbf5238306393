import { PollingTransport, type TransportClass, WebSocketTransport } from "@signalbox/client";
import type { TransportName } from "../../contract/index.js";

/** Of whom the heartbeats are: the client answers in Engine.IO 4, and asks in Engine.IO 3. */
const ours: Readonly<Record<number, string>> = { 3: "ping", 4: "pong" };

/**
 * The client's transports, their heartbeats sent only while `beats` says so. What is held back is not told to
 * the tap either: it never was on the wire.
 */
export function transportsOf(
  names: readonly TransportName[],
  beats: () => boolean,
): readonly TransportClass[] {
  return names.map((name) => (name === "polling" ? switchedPolling(beats) : switchedWebSocket(beats)));
}

type Packets = Parameters<WebSocketTransport["send"]>[0];

function switchedWebSocket(beats: () => boolean): TransportClass {
  return class extends WebSocketTransport {
    override send(packets: Packets): void {
      const sent = without(packets, beats(), this.host.codec.version);
      if (sent.length > 0) super.send(sent);
    }
  };
}

function switchedPolling(beats: () => boolean): TransportClass {
  return class extends PollingTransport {
    override send(packets: Packets): void {
      const sent = without(packets, beats(), this.host.codec.version);
      if (sent.length > 0) super.send(sent);
    }
  };
}

/** The probe of an upgrade is a ping too, but no heartbeat. */
function without(packets: Packets, beats: boolean, version: number): Packets {
  if (beats) return packets;
  return packets.filter(({ type, data }) => type !== ours[version] || data === "probe");
}
