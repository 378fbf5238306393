import { describe, expect, it } from "vitest";
import { MessageType } from "../../src/nodes/messages.js";
import { type Encoded, PubSubCodec } from "../../src/redis/pub-sub-codec.js";

const codec = new PubSubCodec("/");
/** Bytes as text, which shows a difference. */
const shown = ({ payload, ...rest }: Encoded) => ({
  ...rest,
  payload: typeof payload === "string" ? payload : payload.toString("latin1"),
});
const bytes = (text: string) => Buffer.from(text, "latin1");
const sender = { uid: "_jj4qd", nsp: "/" };

// What official nodes were seen to publish (redis-adapter 8.3, redis-emitter 5.1).
const seen = {
  broadcast: bytes(
    "\x93\xa6_jj4qd\x83\xa4type\x02\xa4data\x95\xa2ev\x01\xa2\xc3\xa9\xc0\x82\xa1a\xcb?\xf8\0\0\0\0\0\0\xa1b\xc3\xa3nsp\xa1/\x83\xa5rooms\x90\xa6except\x90\xa5flags\x80",
  ),
  binary: bytes(
    "\x93\xa6_jj4qd\x83\xa4type\x02\xa4data\x92\xa2ev\xc4\x03\x01\x02\x03\xa3nsp\xa1/\x83\xa5rooms\x91\xa2r1\xa6except\x91\xa1x\xa5flags\x80",
  ),
  emitted: bytes(
    "\x93\xa7emitter\x83\xa4type\x02\xa4data\x92\xa2ev\x01\xa3nsp\xa1/\x83\xa5rooms\x91\xa2r1\xa5flags\x80\xa6except\x91\xa2zz",
  ),
  withAck: bytes(
    "\x85\xa3uid\xa6_jj4qd\xa9requestId\xa6cJjGdf\xa4type\x07\xa6packet\x83\xa4type\x02\xa4data\x92\xa2ev\x02\xa3nsp\xa1/\xa4opts\x83\xa5rooms\x90\xa6except\x90\xa5flags\x81\xa7timeout\xcd\x07\xd0",
  ),
  ack: bytes("\x83\xa4type\x09\xa9requestId\xa6cJjGdf\xa6packet\xa6answer"),
};

const broadcast = {
  ...sender,
  type: MessageType.BROADCAST,
  data: {
    packet: { type: 2, data: ["ev", 1, "é", null, { a: 1.5, b: true }], nsp: "/" },
    opts: { rooms: [], except: [], flags: {} },
  },
} as const;

describe("broadcasts", () => {
  it("are read and written byte for byte", () => {
    expect(codec.decodeBroadcast(seen.broadcast)).toEqual(broadcast);
    expect(shown(codec.encode(broadcast))).toEqual({
      route: "broadcast",
      room: undefined,
      payload: seen.broadcast.toString("latin1"),
    });
  });

  it("carry bytes, and name their only room", () => {
    const message = codec.decodeBroadcast(seen.binary);
    expect(message.type === MessageType.BROADCAST && message.data.packet.data).toEqual([
      "ev",
      Buffer.from([1, 2, 3]),
    ]);
    expect(shown(codec.encode(message))).toEqual({
      route: "broadcast",
      room: "r1",
      payload: seen.binary.toString("latin1"),
    });
  });

  it("of the emitter are read", () => {
    expect(codec.decodeBroadcast(seen.emitted)).toEqual({
      type: MessageType.BROADCAST,
      uid: "emitter",
      nsp: "/",
      data: {
        packet: { type: 2, data: ["ev", 1], nsp: "/" },
        opts: { rooms: ["r1"], except: ["zz"], flags: {} },
      },
    });
  });

  it("carry the offset beside the packet, where official nodes do not look", () => {
    const named = { ...broadcast, data: { ...broadcast.data, offset: "o1" } };
    expect(codec.decodeBroadcast(codec.encode(named).payload as Buffer)).toEqual(named);
  });

  it("that want acknowledgements are requests", () => {
    const message = codec.decodeRequest(seen.withAck);
    expect(message).toMatchObject({ type: MessageType.BROADCAST, data: { requestId: "cJjGdf" } });
    expect(message && shown(codec.encode(message))).toEqual({
      route: "request",
      payload: seen.withAck.toString("latin1"),
    });
  });
});

describe("requests", () => {
  it.each([
    [
      '{"uid":"_jj4qd","type":2,"opts":{"rooms":["r1"],"except":["x"]},"rooms":["r3"]}',
      MessageType.SOCKETS_JOIN,
      { opts: { rooms: ["r1"], except: ["x"] }, rooms: ["r3"] },
    ],
    [
      '{"uid":"_jj4qd","type":3,"opts":{"rooms":[],"except":[]},"rooms":["r1"]}',
      MessageType.SOCKETS_LEAVE,
      { opts: { rooms: [], except: [] }, rooms: ["r1"] },
    ],
    [
      '{"uid":"_jj4qd","type":4,"opts":{"rooms":[],"except":[]},"close":true}',
      MessageType.DISCONNECT_SOCKETS,
      { opts: { rooms: [], except: [] }, close: true },
    ],
    [
      '{"uid":"_jj4qd","requestId":"KN8aQZ","type":5,"opts":{"rooms":[],"except":[]}}',
      MessageType.FETCH_SOCKETS,
      { requestId: "KN8aQZ", opts: { rooms: [], except: [] } },
    ],
    ['{"uid":"_jj4qd","requestId":"5dlg2o","type":1}', MessageType.ALL_ROOMS, { requestId: "5dlg2o" }],
    ['{"uid":"_jj4qd","type":6,"data":["hello",1]}', MessageType.SERVER_SIDE_EMIT, { packet: ["hello", 1] }],
    [
      '{"uid":"_jj4qd","requestId":"R5omlx","type":6,"data":["hello",1]}',
      MessageType.SERVER_SIDE_EMIT,
      { requestId: "R5omlx", packet: ["hello", 1] },
    ],
  ])("%s", (text, type, data) => {
    const message = codec.decodeRequest(Buffer.from(text));
    expect(message).toEqual({ ...sender, type, data });
    expect(message && codec.encode(message)).toEqual({ route: "request", payload: text });
  });

  it("of the emitter have no sender", () => {
    const message = codec.decodeRequest(
      Buffer.from('{"type":2,"opts":{"rooms":[],"except":[]},"rooms":["r1"]}'),
    );
    expect(message).toMatchObject({ uid: "emitter", type: MessageType.SOCKETS_JOIN });
  });

  it("of unknown types are left alone", () => {
    expect(codec.decodeRequest(Buffer.from('{"uid":"a","type":99}'))).toBeUndefined();
  });
});

describe("answers", () => {
  it.each([
    [
      '{"requestId":"KN8aQZ","sockets":[{"id":"a"}]}',
      MessageType.FETCH_SOCKETS_RESPONSE,
      { sockets: [{ id: "a" }] },
    ],
    ['{"requestId":"KN8aQZ","rooms":["r3"]}', MessageType.ALL_ROOMS_RESPONSE, { rooms: ["r3"] }],
    [
      '{"type":6,"requestId":"KN8aQZ","data":"b heard [1]"}',
      MessageType.SERVER_SIDE_EMIT_RESPONSE,
      { packet: "b heard [1]" },
    ],
    [
      '{"type":8,"requestId":"KN8aQZ","clientCount":1}',
      MessageType.BROADCAST_CLIENT_COUNT,
      { clientCount: 1 },
    ],
  ])("%s", (text, type, data) => {
    const response = codec.decodeResponse(Buffer.from(text));
    expect(response).toMatchObject({ type, data: { requestId: "KN8aQZ", ...data } });
    expect(response && codec.encodeResponse(response).payload).toBe(text);
  });

  it("with a client's acknowledgement are MessagePack", () => {
    const response = codec.decodeResponse(seen.ack);
    expect(response).toMatchObject({
      type: MessageType.BROADCAST_ACK,
      data: { requestId: "cJjGdf", packet: "answer" },
    });
    expect(response && shown(codec.encodeResponse(response)).payload).toBe(seen.ack.toString("latin1"));
  });
});
