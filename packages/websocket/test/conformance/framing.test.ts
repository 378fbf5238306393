import { describe, expect } from "vitest";
import { binary, cleanUp, conform, expectEcho, expectFailure, hexBytes, text } from "./conform.js";

cleanUp();

describe("RFC 6455 section 5.1: masking", () => {
  conform(
    "5.1",
    "a server closes the connection upon an unmasked frame",
    async (session) => {
      await session.peer.send(hexBytes("81 02 68 69"));
      await expectFailure(session, 1002);
    },
    { roles: ["server"] },
  );

  conform(
    "5.1",
    "a client closes the connection upon a masked frame",
    async (session) => {
      await session.send({ ...text("hi"), maskKey: 0x01020304 });
      await expectFailure(session, 1002);
    },
    { roles: ["client"] },
  );

  conform(
    "5.1",
    "a server masks no frame",
    async (session) => {
      await session.send(
        text("hi"),
        { opcode: 9, payload: Buffer.from("p") },
        { opcode: 8, payload: hexBytes("03e8") },
      );
      for (let count = 0; count < 3; count++) expect((await session.frame()).maskKey).toBeUndefined();
    },
    { roles: ["server"] },
  );

  conform(
    "5.1, 5.3",
    "a client masks every frame, each with a key of its own",
    async (session) => {
      const frames = Array.from({ length: 100 }, () => text("hello"));
      await session.send(
        ...frames,
        { opcode: 9, payload: Buffer.from("p") },
        { opcode: 8, payload: hexBytes("03e8") },
      );
      const keys = new Set<number | undefined>();
      for (let count = 0; count < 102; count++) keys.add((await session.frame()).maskKey);
      expect(keys).not.toContain(undefined);
      // 102 draws from 2^32: two equal ones would be a chance of one in 800,000, ten none at all.
      expect(keys.size).toBeGreaterThan(92);
    },
    { roles: ["client"], deliveries: ["at once"] },
  );
});

describe("RFC 6455 section 5.2: the header", () => {
  for (const rsv of [4, 2, 1, 7]) {
    conform(
      "5.2",
      `fails upon reserved bits ${rsv.toString(2).padStart(3, "0")} without an extension`,
      async (session) => {
        await session.send({ ...text("hi"), rsv });
        await expectFailure(session, 1002);
      },
    );
    conform(
      "5.2",
      `fails upon reserved bits ${rsv.toString(2).padStart(3, "0")} on a ping`,
      async (session) => {
        await session.send({ opcode: 9, payload: Buffer.from("hi"), rsv });
        await expectFailure(session, 1002);
      },
    );
  }

  for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
    conform("5.2", `fails upon reserved opcode ${opcode}`, async (session) => {
      await session.send({ opcode, payload: Buffer.from("x") });
      await expectFailure(session, 1002);
    });
    conform(
      "5.2",
      `fails upon reserved opcode ${opcode} after a good message, which is answered`,
      async (session) => {
        await session.send(text("first"), { opcode, payload: Buffer.alloc(0) });
        await expectEcho(session, Buffer.from("first"), false);
        await expectFailure(session, 1002);
      },
    );
  }

  for (const length of [0, 1, 125, 126, 127, 128, 65_535, 65_536, 70_000]) {
    conform(
      "5.2",
      `reads ${length} bytes and writes their length in its shortest form`,
      async (session) => {
        const payload = Buffer.alloc(length, "a");
        await session.send(text(payload.toString()), binary(payload));
        for (const opcode of [1, 2]) {
          const frame = await session.frame();
          expect([frame.opcode, frame.payload.length]).toEqual([opcode, length]);
          const shortest = length < 126 ? 2 : length < 65_536 ? 4 : 10;
          expect(frame.headLength).toBe(shortest + (session.role === "client" ? 4 : 0));
          expect(frame.payload.equals(payload)).toBe(true);
        }
      },
      { deliveries: length > 1000 ? ["at once", "cut awkwardly"] : ["at once", "byte by byte"] },
    );
  }

  const notMinimal = [
    ["16 bits for 0", "7e 00 00"],
    ["16 bits for 125", "7e 00 7d"],
    ["64 bits for 0", "7f 00 00 00 00 00 00 00 00"],
    ["64 bits for 126", "7f 00 00 00 00 00 00 00 7e"],
    ["64 bits for 65,535", "7f 00 00 00 00 00 00 ff ff"],
  ] as const;
  for (const [what, length] of notMinimal) {
    conform("5.2", `fails upon a length that is not minimal: ${what}`, async (session) => {
      const bytes = hexBytes(`82 ${length}`);
      if (session.role === "server") bytes[1] = (bytes[1] as number) | 0x80;
      await session.peer.send(Buffer.concat([bytes, Buffer.alloc(session.role === "server" ? 4 : 0)]));
      await expectFailure(session, 1002);
    });
  }

  conform("5.2", "fails upon a 64-bit length with its top bit set", async (session) => {
    const bytes = hexBytes("82 7f 80 00 00 00 00 00 00 01");
    if (session.role === "server") bytes[1] = 0xff;
    await session.peer.send(bytes);
    // Nothing may be believed of such a header, so what follows is not read as its payload.
    await expectFailure(session, 1002, /^WS_ERR_/);
  });

  conform(
    "5.2, 7.4.1",
    "fails with 1009 upon a header that announces more than the limit",
    async (session) => {
      const bytes = hexBytes("82 7f 00 00 00 00 40 00 00 00");
      if (session.role === "server") bytes[1] = 0xff;
      await session.peer.send(bytes);
      await expectFailure(session, 1009);
    },
  );
});

describe("RFC 6455 section 5.4: fragmentation", () => {
  const parts = (opcode: number, ...payloads: string[]) =>
    payloads.map((payload, index) => ({
      opcode: index === 0 ? opcode : 0,
      fin: index === payloads.length - 1,
      payload: Buffer.from(payload),
    }));

  for (const [what, payloads] of [
    ["two", ["Hel", "lo"]],
    ["three, the middle one empty", ["a", "", "b"]],
    ["empty ones only", ["", "", ""]],
    ["an empty first one", ["", "ab"]],
    ["an empty last one", ["ab", ""]],
    ["one per byte", [..."fragmented"]],
    ["cut inside a character", []],
  ] as const) {
    conform("5.4", `joins fragments: ${what}`, async (session) => {
      if (payloads.length === 0) {
        const euro = Buffer.from("€€");
        await session.send(
          { opcode: 1, fin: false, payload: euro.subarray(0, 1) },
          { opcode: 0, fin: false, payload: euro.subarray(1, 5) },
          { opcode: 0, payload: euro.subarray(5) },
        );
        return expectEcho(session, euro, false);
      }
      const whole = Buffer.from(payloads.join(""));
      await session.send(...parts(1, ...payloads), ...parts(2, ...payloads));
      await expectEcho(session, whole, false);
      await expectEcho(session, whole, true);
      expect(session.endpoint.messages).toHaveLength(2);
    });
  }

  conform(
    "5.4",
    "handles a control frame in the middle of a message, and answers it at once",
    async (session) => {
      const [first, last] = parts(1, "Hel", "lo");
      if (first === undefined || last === undefined) throw new Error("two parts");
      await session.send(
        first,
        { opcode: 9, payload: Buffer.from("between") },
        { opcode: 10, payload: Buffer.from("x") },
      );
      const pong = await session.frame();
      expect([pong.opcode, pong.payload.toString()]).toEqual([10, "between"]);
      expect(session.endpoint.messages).toEqual([]);
      await session.send(last);
      await expectEcho(session, Buffer.from("Hello"), false);
    },
  );

  conform("5.4", "handles a close in the middle of a message, which is then lost", async (session) => {
    await session.send(
      { opcode: 1, fin: false, payload: Buffer.from("Hel") },
      { opcode: 8, payload: hexBytes("03e8") },
    );
    const close = await session.frame();
    expect([close.opcode, close.payload.toString("hex")]).toEqual([8, "03e8"]);
    session.peer.socket.end();
    await session.peer.ended();
    expect(await session.endpoint.closed).toEqual({ code: 1000, reason: "" });
    expect(session.endpoint.messages).toEqual([]);
  });

  conform("5.4", "fails upon a fragmented control frame", async (session) => {
    await session.send({ opcode: 9, fin: false, payload: Buffer.from("a") });
    await expectFailure(session, 1002);
  });

  conform("5.4", "fails upon a new message inside another", async (session) => {
    await session.send({ opcode: 1, fin: false, payload: Buffer.from("a") }, text("b"));
    await expectFailure(session, 1002);
  });

  conform("5.4", "fails upon a binary message inside a text message", async (session) => {
    await session.send(
      { opcode: 1, fin: false, payload: Buffer.from("a") },
      { ...binary(Buffer.from("b")), fin: false },
    );
    await expectFailure(session, 1002);
  });

  conform("5.4", "fails upon a continuation with nothing to continue", async (session) => {
    await session.send({ opcode: 0, payload: Buffer.from("a") });
    await expectFailure(session, 1002);
  });

  conform("5.4", "fails upon an unfinished continuation with nothing to continue", async (session) => {
    await session.send({ opcode: 0, fin: false, payload: Buffer.from("a") });
    await expectFailure(session, 1002);
  });

  conform("5.4", "fails upon a continuation after a finished message", async (session) => {
    await session.send(...parts(1, "a", "b"), { opcode: 0, payload: Buffer.from("c") });
    await expectEcho(session, Buffer.from("ab"), false);
    await expectFailure(session, 1002);
  });

  conform("5.4", "gives the message the type of its first frame", async (session) => {
    await session.send(...parts(2, "a", "b"));
    await expectEcho(session, Buffer.from("ab"), true);
    expect(session.endpoint.messages).toEqual([["message", "6162", true]]);
  });
});

describe("RFC 6455 section 5.6: data frames", () => {
  conform("5.6", "binary is any bytes", async (session) => {
    const payload = Buffer.from(Array.from({ length: 256 }, (_, index) => 255 - index));
    await session.send(binary(payload));
    await expectEcho(session, payload, true);
  });

  conform("5.6", "text and binary are told apart", async (session) => {
    await session.send(text("a"), binary(Buffer.from("a")), text("a"));
    for (const isBinary of [false, true, false]) await expectEcho(session, Buffer.from("a"), isBinary);
  });

  conform("5.6", "many messages in one segment come in order", async (session) => {
    const frames = Array.from({ length: 50 }, (_, index) => text(`message ${index}`));
    await session.send(...frames);
    for (const { payload } of frames) await expectEcho(session, payload, false);
  });
});
