import { connect } from "node:net";

/**
 * A Socket.IO client with next to no cost of its own: it counts the events that come instead of reading
 * them, and sends events that were encoded beforehand. Raw bytes on a socket, the same for every contestant.
 */
export async function connectCounter(port, onEvents) {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  let rest = Buffer.alloc(0);
  let onText = () => {};
  const onChunk = (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let offset = 0;
    let events = 0;
    while (rest.length - offset >= 2) {
      const short = rest[offset + 1];
      const head = short < 126 ? 2 : 4;
      if (rest.length - offset < head) break;
      const length = short < 126 ? short : rest.readUInt16BE(offset + 2);
      if (rest.length - offset < head + length) break;
      const start = offset + head;
      offset = start + length;
      if (rest[start] === 0x34 && rest[start + 1] === 0x32) events += 1;
      else if (rest[start] === 0x32) socket.write(frame("3"));
      else onText(rest.toString("utf8", start, offset));
    }
    rest = rest.subarray(offset);
    if (events > 0) onEvents(events);
  };
  const text = (prefix) =>
    new Promise((resolve) => {
      onText = (value) => value.startsWith(prefix) && resolve(value);
    });
  await new Promise((opened, failed) => {
    socket.once("error", failed);
    socket.once("data", (head) => {
      if (!head.toString("latin1").startsWith("HTTP/1.1 101")) failed(new Error(`refused: ${head}`));
      const end = head.indexOf("\r\n\r\n") + 4;
      socket.on("data", onChunk);
      opened();
      if (end < head.length) onChunk(head.subarray(end));
    });
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
  });
  socket.write(frame("40"));
  await text("40");
  return {
    /** Sends an event and waits for its acknowledgement. */
    async ask(...event) {
      const answer = text("430");
      socket.write(frame(`420${JSON.stringify(event)}`));
      return JSON.parse((await answer).slice(3));
    },
    send: (bytes) => socket.write(bytes),
    close: () => socket.destroy(),
  };
}

/** A masked frame with a text; the mask is zero, which is one of those allowed. */
export function frame(text) {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]);
  return Buffer.concat([head, payload]);
}
