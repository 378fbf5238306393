import { once } from "node:events";
import { describe, expect } from "vitest";
import { cleanUp, conform, expectFailure, hexBytes, text } from "./conform.js";
import type { Session } from "./session.js";

cleanUp();

const closeBody = (code: number, reason = "") => {
  const body = Buffer.alloc(2 + Buffer.byteLength(reason));
  body.writeUInt16BE(code);
  body.write(reason, 2);
  return body;
};

/** The endpoint answers a close frame of the peer; returns the body of its answer and what the application was told. */
async function answered(session: Session, payload: Uint8Array) {
  await session.send({ opcode: 8, payload });
  const close = await session.frame();
  expect(close.opcode).toBe(8);
  session.peer.socket.end();
  expect(await session.peer.ended()).toEqual([]);
  return { body: close.payload, told: await session.endpoint.closed };
}

describe("RFC 6455 section 5.5.1: close frames", () => {
  conform("5.5.1", "answers a close frame without a body", async (session) => {
    const { body, told } = await answered(session, Buffer.alloc(0));
    expect([0, 2]).toContain(body.length);
    expect(told).toEqual({ code: 1005, reason: "" });
  });

  for (const code of [
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
  ]) {
    conform(
      "5.5.1, 7.4",
      `answers close code ${code} with the same code`,
      async (session) => {
        const { body, told } = await answered(session, closeBody(code));
        expect(body.readUInt16BE(0)).toBe(code);
        expect(told).toEqual({ code, reason: "" });
      },
      { deliveries: ["at once"] },
    );
  }

  conform("5.5.1", "tells the reason, 123 bytes of it", async (session) => {
    const reason = `${"é".repeat(61)}!`;
    const { told } = await answered(session, closeBody(4000, reason));
    expect(told).toEqual({ code: 4000, reason });
  });

  conform("5.5.1", "fails upon a body of one byte", async (session) => {
    await session.send({ opcode: 8, payload: Buffer.from([3]) });
    await expectFailure(session, 1002);
  });

  for (const code of [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535]) {
    conform(
      "7.4",
      `fails upon close code ${code}`,
      async (session) => {
        await session.send({ opcode: 8, payload: closeBody(code) });
        await expectFailure(session, 1002);
      },
      { deliveries: ["at once"] },
    );
  }

  conform("5.5.1, 8.1", "fails upon a reason that is not UTF-8", async (session) => {
    await session.send({
      opcode: 8,
      payload: Buffer.concat([closeBody(1000), hexBytes("ce ba ed a0 80 41")]),
    });
    await expectFailure(session, 1007);
  });

  conform("5.5.1", "sends no data after its close frame", async (session) => {
    const { webSocket } = session.endpoint;
    webSocket.send("before");
    webSocket.close(1000);
    webSocket.send("after", () => {});
    webSocket.ping("after", undefined, () => {});
    expect((await session.frame()).payload.toString()).toBe("before");
    expect((await session.frame()).opcode).toBe(8);
    await session.send({ opcode: 8, payload: closeBody(1000) });
    session.peer.socket.end();
    expect(await session.peer.ended()).toEqual([]);
  });

  conform("5.5.1", "does not tell the application of data after a close frame", async (session) => {
    await session.send({ opcode: 8, payload: closeBody(1000) }, text("late"), {
      opcode: 9,
      payload: Buffer.alloc(0),
    });
    expect((await session.frame()).opcode).toBe(8);
    session.peer.socket.end();
    await session.peer.ended();
    await session.endpoint.closed;
    expect(session.endpoint.seen).toEqual([["close", 1000, ""]]);
  });

  conform("5.5.1", "ignores wrong bytes after a close frame", async (session) => {
    await session.peer.send(
      Buffer.concat([session.peer.encode({ opcode: 8, payload: closeBody(1000) }), Buffer.alloc(20, 0xff)]),
    );
    expect((await session.frame()).opcode).toBe(8);
    session.peer.socket.end();
    await session.peer.ended();
    expect(await session.endpoint.closed).toEqual({ code: 1000, reason: "" });
    expect(session.endpoint.errors).toEqual([]);
  });
});

describe("RFC 6455 section 7: closing the connection", () => {
  conform(
    "7.1.2, 7.1.3",
    "starts the closing handshake with its code and reason, and it is clean when the peer answers",
    async (session) => {
      session.endpoint.webSocket.close(4321, "done");
      const close = await session.frame();
      expect([close.opcode, close.payload.toString("hex")]).toEqual([
        8,
        closeBody(4321, "done").toString("hex"),
      ]);
      await session.send({ opcode: 8, payload: closeBody(4321, "done") });
      session.peer.socket.end();
      await session.peer.ended();
      expect(await session.endpoint.closed).toEqual({ code: 4321, reason: "done" });
      expect(session.endpoint.errors).toEqual([]);
    },
  );

  conform(
    "7.1.2",
    "goes on receiving between its close frame and the peer's",
    async (session) => {
      session.endpoint.webSocket.close(1000);
      expect((await session.frame()).opcode).toBe(8);
      await session.send(text("still"), { opcode: 8, payload: closeBody(1000) });
      session.peer.socket.end();
      await session.endpoint.closed;
      expect(session.endpoint.messages).toEqual([["message", Buffer.from("still").toString("hex"), false]]);
    },
    { echo: false },
  );

  conform("7.1.2", "two close frames that cross are a clean close", async (session) => {
    session.endpoint.webSocket.close(1001, "ours");
    await session.send({ opcode: 8, payload: closeBody(1000, "theirs") });
    expect((await session.frame()).payload.toString("hex")).toBe(closeBody(1001, "ours").toString("hex"));
    session.peer.socket.end();
    expect(await session.peer.ended()).toEqual([]);
    expect(await session.endpoint.closed).toEqual({ code: 1000, reason: "theirs" });
  });

  conform(
    "7.1.1",
    "a server closes the TCP connection at once after both close frames",
    async (session) => {
      await session.send({ opcode: 8, payload: closeBody(1000) });
      expect((await session.frame()).opcode).toBe(8);
      // The peer does not end its half: the end comes from the server.
      expect(await session.peer.ended()).toEqual([]);
      await session.endpoint.closed;
    },
    { roles: ["server"] },
  );

  conform(
    "7.1.1",
    "a client leaves the TCP connection to the server to close",
    async (session) => {
      await session.send({ opcode: 8, payload: closeBody(1000) });
      expect((await session.frame()).opcode).toBe(8);
      await new Promise((resolve) => setImmediate(resolve));
      expect(session.peer.socket.readableEnded).toBe(false);
      session.peer.socket.end();
      await session.peer.ended();
      expect(await session.endpoint.closed).toEqual({ code: 1000, reason: "" });
    },
    { roles: ["client"] },
  );

  conform(
    "7.1.5",
    "reports 1006 when the connection ends without a close frame",
    async (session) => {
      session.peer.socket.destroy();
      expect(await session.endpoint.closed).toEqual({ code: 1006, reason: "" });
    },
    { deliveries: ["at once"] },
  );

  conform("7.1.5", "reports 1006 when the connection ends inside a frame", async (session) => {
    await session.peer.send(session.peer.encode(text("cut")).subarray(0, 4));
    session.peer.socket.end();
    expect(await session.endpoint.closed).toEqual({ code: 1006, reason: "" });
    expect(session.endpoint.messages).toEqual([]);
  });

  conform(
    "7.1.5",
    "reports 1006 when the connection is reset",
    async (session) => {
      session.peer.socket.resetAndDestroy();
      expect((await session.endpoint.closed).code).toBe(1006);
    },
    { deliveries: ["at once"] },
  );

  for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000]) {
    conform(
      "7.4.1, 7.4.2",
      `refuses to send close code ${code}`,
      async (session) => {
        expect(() => session.endpoint.webSocket.close(code)).toThrow();
        await session.send(text("still open"));
        expect((await session.frame()).payload.toString()).toBe("still open");
      },
      { deliveries: ["at once"] },
    );
  }

  conform("7.1.6", "close without a code sends an empty body", async (session) => {
    session.endpoint.webSocket.close();
    const close = await session.frame();
    expect([close.opcode, close.payload.length]).toEqual([8, 0]);
    await session.send({ opcode: 8, payload: Buffer.alloc(0) });
    session.peer.socket.end();
    expect(await session.endpoint.closed).toEqual({ code: 1005, reason: "" });
  });

  conform(
    "7.2.1",
    "terminate ends the connection without a close frame",
    async (session) => {
      const closed = once(session.endpoint.webSocket, "close");
      session.endpoint.webSocket.terminate();
      expect(await session.peer.ended()).toEqual([]);
      expect((await closed)[0]).toBe(1006);
    },
    { deliveries: ["at once"] },
  );
});
