import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { masked, request, Subject, untilClosed } from "./subject.js";

describe("hostile handshakes", () => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await Subject.start();
  });
  afterEach(() => subject.serves());
  afterAll(() => subject.stop());

  it("a header larger than the limit is answered with 431 and the end", async () => {
    const socket = await subject.connect();
    socket.write(`${request}X-Large: ${"x".repeat(100_000)}\r\n\r\n`);
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("headers without an end are answered with 431 and the end, and not kept", async () => {
    const before = await subject.stats();
    const sockets = await Promise.all(Array.from({ length: 50 }, () => subject.connect()));
    const answers = await Promise.all(
      sockets.map((socket) => {
        socket.write(request);
        const more = () => {
          while (!socket.destroyed && socket.write("X-More: yes\r\n".repeat(100)));
        };
        socket.on("drain", more);
        more();
        return untilClosed(socket);
      }),
    );
    for (const answer of answers) expect(answer === "" || answer.startsWith("HTTP/1.1 431 ")).toBe(true);
    await subject.settled({ heapUsed: before.heapUsed + 4e6 });
  });

  it("thousands of headers are answered with an error or taken, never kept beyond the connection", async () => {
    const socket = await subject.connect();
    socket.write(`${request}${"A:\r\n".repeat(3000)}\r\n`);
    socket.end();
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 (101|431) /);
    await subject.settled();
  });

  it.each([
    ["bytes that are no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 not http\r\n\r\n"],
    ["a bare LF", request.replaceAll("\r\n", "\n").concat("\n")],
    ["a folded header", `${request}X: a\r\n b\r\n\r\n`],
    ["NUL in a header", `${request}X: a\0b\r\n\r\n`],
    ["white space before a colon", `${request}X : a\r\n\r\n`],
  ])("%s leads to no connection", async (_what, text) => {
    const before = await subject.stats();
    const socket = await subject.connect();
    socket.write(Buffer.from(text, "latin1"));
    socket.end();
    const answer = await untilClosed(socket);
    expect(answer).not.toContain("101 Switching");
    expect((await subject.stats()).connections).toBe(before.connections);
  });

  it.each([
    ["Content-Length", "Content-Length: 11\r\n\r\nhello world"],
    ["a chunked body", "Transfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n"],
  ])("an upgrade request with a body (%s) never becomes messages", async (_what, rest) => {
    const before = await subject.stats();
    const socket = await subject.connect();
    socket.write(request + rest);
    socket.end();
    const answer = await untilClosed(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 (101|400) /);
    const after = await subject.settled();
    expect(after.messages).toBe(before.messages);
  });

  it("a request, its body and a frame behind it are not taken for one another", async () => {
    const before = await subject.stats();
    const socket = await subject.connect();
    // The body is the beginning of a frame: whoever skips no body and whoever does must both not echo "ab".
    socket.write(
      Buffer.concat([
        Buffer.from(`${request}Content-Length: 2\r\n\r\n`),
        Buffer.from([0xff, 0xff]),
        masked({ opcode: 1, payload: Buffer.from("ab") }),
      ]),
    );
    socket.end();
    await untilClosed(socket);
    expect((await subject.settled()).messages).toBe(before.messages);
  });
});

describe("slow handshakes", () => {
  it("behind an HTTP server with timeouts, heads that come a byte at a time are cut off, and others are served", async () => {
    const subject = await Subject.start({
      http: { headersTimeout: 400, requestTimeout: 400, connectionsCheckingInterval: 100 },
    });
    try {
      const sockets = await Promise.all(Array.from({ length: 100 }, () => subject.connect()));
      const ends = sockets.map((socket, index) => {
        let at = 0;
        const timer = setInterval(
          () => {
            if (socket.destroyed || at >= request.length) clearInterval(timer);
            else socket.write(request.charAt(at++));
          },
          20 + (index % 7),
        );
        return untilClosed(socket).finally(() => clearInterval(timer));
      });
      await subject.serves();
      for (const answer of await Promise.all(ends))
        expect(answer === "" || /^HTTP\/1\.1 408 /.test(answer)).toBe(true);
      await subject.serves();
      await subject.settled();
    } finally {
      await subject.stop();
    }
  });

  it("connections that say nothing do not keep others out", async () => {
    const subject = await Subject.start();
    try {
      const silent = await Promise.all(Array.from({ length: 500 }, () => subject.connect()));
      const half = await Promise.all(Array.from({ length: 500 }, () => subject.connect()));
      for (const socket of half) socket.write(request.slice(0, 40));
      await subject.serves();
      for (const socket of [...silent, ...half]) socket.destroy();
      await subject.serves();
    } finally {
      await subject.stop();
    }
  });
});
