import { describe, expect, it } from "vitest";
import {
  addArgument,
  beautifyBody,
  changeArgument,
  emptyComposer,
  moveArgument,
  removeArgument,
  toMessage,
  withBodyText,
} from "../../src/model/composer.js";

const socketIo = emptyComposer("socket.io");
const webSocket = emptyComposer("websocket");

describe("a WebSocket message", () => {
  it("keeps what was typed in each kind", () => {
    const text = { ...webSocket, body: withBodyText(webSocket.body, "hello") };
    const json = { ...text, body: withBodyText({ ...text.body, kind: "json" }, '{"a":1}') };
    expect(toMessage(json, "websocket")).toEqual({ ok: true, message: { kind: "json", body: '{"a":1}' } });
    expect(toMessage({ ...json, body: { ...json.body, kind: "text" } }, "websocket")).toEqual({
      ok: true,
      message: { kind: "text", body: "hello" },
    });
  });

  it("is refused when it is not JSON, unless the person says so", () => {
    const draft = { ...webSocket, body: { ...webSocket.body, kind: "json" as const, json: "{" } };
    expect(toMessage(draft, "websocket")).toMatchObject({ ok: false, fault: { code: "NOT_JSON" } });
    expect(toMessage(draft, "websocket", true)).toEqual({ ok: true, message: { kind: "text", body: "{" } });
  });

  it("is refused when its hex is not hex, anyway or not", () => {
    const draft = { ...webSocket, body: { ...webSocket.body, kind: "binary" as const, binary: "de ax" } };
    expect(toMessage(draft, "websocket", true)).toMatchObject({
      ok: false,
      fault: { code: "NOT_BINARY", at: 4 },
    });
  });
});

describe("an event", () => {
  it("goes out without arguments when the only editor is empty", () => {
    expect(toMessage(socketIo, "socket.io")).toEqual({
      ok: true,
      message: { kind: "event", event: "message", args: [] },
    });
  });

  it("names the argument that is wrong", () => {
    const draft = changeArgument(
      addArgument(changeArgument(socketIo, 0, (body) => withBodyText(body, "1"))),
      1,
      (body) => withBodyText(body, "{"),
    );
    expect(toMessage(draft, "socket.io")).toMatchObject({
      ok: false,
      fault: { code: "NOT_JSON", argument: 1 },
    });
  });

  it("needs a name", () => {
    expect(toMessage({ ...socketIo, event: " " }, "socket.io")).toEqual({
      ok: false,
      fault: { code: "EVENT_EMPTY" },
    });
  });

  it("asks for an ack with its timeout", () => {
    const message = toMessage({ ...socketIo, wantsAck: true, ackTimeoutMs: 250 }, "socket.io");
    expect(message).toMatchObject({ ok: true, message: { ackTimeoutMs: 250 } });
  });

  it("has arguments that move and go, and the selection goes with them", () => {
    const three = addArgument(addArgument(socketIo));
    const moved = moveArgument(three, 2, -1);
    expect(moved.args.map((body) => body.id)).toEqual([0, 2, 1]);
    expect(moved.selectedArg).toBe(1);
    expect(moveArgument(three, 2, 1)).toEqual(three);
    const left = removeArgument(moved, 0);
    expect(left.args.map((body) => body.id)).toEqual([2, 1]);
    expect(left.selectedArg).toBe(0);
  });

  it("is set out over lines where it is JSON", () => {
    const draft = changeArgument(socketIo, 0, (body) => withBodyText(body, '{"a":1}'));
    expect(beautifyBody(draft, "socket.io").args[0]?.json).toBe('{\n  "a": 1\n}');
  });
});
