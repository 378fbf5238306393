import { describe, expect, it } from "vitest";
import { beautify } from "../../../src/model/composer/beautify.js";
import { withBodyText } from "../../../src/model/composer/body.js";
import {
  addArgument,
  type ComposerDraft,
  changeBody,
  emptyComposer,
  moveArgument,
  removeArgument,
} from "../../../src/model/composer/composer.js";
import { fromMessage, toMessage } from "../../../src/model/composer/message.js";

const socketIo = emptyComposer("socket.io");
const webSocket = emptyComposer("websocket");
const write = (draft: ComposerDraft, text: string) =>
  changeBody(draft, "socket.io", (body) => withBodyText(body, text));

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

  it("is JSON with variables in it, quoted or not", () => {
    const json = '{"token":"{{token}}","at":{{$timestamp}}}';
    const draft = { ...webSocket, body: { ...webSocket.body, kind: "json" as const, json } };
    expect(toMessage(draft, "websocket")).toMatchObject({ ok: true, message: { body: json } });
  });

  it("is refused when its hex is not hex, anyway or not", () => {
    const draft = { ...webSocket, body: { ...webSocket.body, kind: "binary" as const, binary: "de ax" } };
    expect(toMessage(draft, "websocket", true)).toMatchObject({
      ok: false,
      fault: { code: "NOT_BINARY", at: 4 },
    });
  });

  it("is a file by its path, or one that was picked", () => {
    const body = { ...webSocket.body, kind: "binary" as const, encoding: "file" as const };
    const send = (part: Partial<typeof webSocket.body>) =>
      toMessage({ ...webSocket, body: { ...body, ...part } }, "websocket");
    expect(send({})).toEqual({ ok: false, fault: { code: "FILE_EMPTY" } });
    expect(send({ path: "files/a.png" })).toMatchObject({
      message: { kind: "binary", encoding: "file", body: "files/a.png" },
    });
    expect(send({ picked: { name: "a.png", size: 3, base64: "AQID" } })).toMatchObject({
      message: { kind: "binary", encoding: "base64", body: "AQID" },
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
    const draft = write(addArgument(write(socketIo, "1")), "{");
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

  it("is set out over lines where it is JSON, its variables as they stood", () => {
    expect(beautify(write(socketIo, '{"a":{{n}},"b":"{{s}}"}'), "socket.io").args[0]?.json).toBe(
      '{\n  "a": {{n}},\n  "b": "{{s}}"\n}',
    );
  });

  it("comes back into the editor as it was", () => {
    const draft = { ...write(addArgument(write(socketIo, "1")), '{"b":2}'), event: "ask", wantsAck: true };
    const message = toMessage(draft, "socket.io");
    if (!message.ok) throw new Error("refused");
    const again = fromMessage(message.message);
    if (again === undefined) throw new Error("no editor");
    expect(toMessage(again, "socket.io")).toEqual(message);
  });
});
