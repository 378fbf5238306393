import { startSocketIo, startWs } from "@signalbox/peers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ConnectionRequest } from "../../../src/contract/index.js";
import { startInline } from "../inline-peer.js";
import { startAnswering } from "../raw-server.js";
import { Recorder, textOf } from "../recorder.js";

async function outcome(request: ConnectionRequest) {
  const recorder = new Recorder(request);
  await recorder.connection.open();
  await recorder.ended();
  return recorder.connection.state;
}

const redirectTo = (location: string) =>
  startAnswering(
    `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );

describe("a redirect", () => {
  test("of a WebSocket is told, or followed as often as the request allows", async () => {
    const peer = await startWs();
    onTestFinished(() => peer.stop());
    const second = await redirectTo(`ws://127.0.0.1:${peer.port}/there`);
    const first = await redirectTo(`ws://127.0.0.1:${second}/`);
    const request = { protocol: "websocket", url: `ws://127.0.0.1:${first}/` } as const;
    expect(await outcome(request)).toMatchObject({
      phase: "failed",
      problem: {
        code: "HTTP_REDIRECT",
        step: "http",
        values: { location: `ws://127.0.0.1:${second}/`, status: 302 },
        response: { status: 302 },
      },
    });
    expect(await outcome({ ...request, maxRedirects: 1 })).toMatchObject({
      problem: { code: "TOO_MANY_REDIRECTS", values: { limit: 1 } },
    });
    expect(await outcome({ ...request, maxRedirects: 2 })).toMatchObject({ phase: "connected" });
  });

  test("of Socket.IO too", async () => {
    const peer = await startSocketIo(4);
    onTestFinished(() => peer.stop());
    const port = await redirectTo(`http://127.0.0.1:${peer.port}/socket.io/`);
    const request = { protocol: "socket.io", version: 4, url: `http://127.0.0.1:${port}/chat` } as const;
    expect(await outcome(request)).toMatchObject({
      problem: { code: "HTTP_REDIRECT", values: { location: `http://127.0.0.1:${peer.port}/socket.io/` } },
    });
    expect(await outcome({ ...request, maxRedirects: 1 })).toMatchObject({
      phase: "connected",
      namespaces: ["/chat"],
    });
  });
});

test("credentials do not follow a redirect to another server", async () => {
  const peer = await startSocketIo(4);
  onTestFinished(() => peer.stop());
  const port = await redirectTo(`http://127.0.0.1:${peer.port}/socket.io/`);
  const recorder = new Recorder({
    protocol: "socket.io",
    version: 4,
    url: `http://127.0.0.1:${port}/`,
    headers: [{ name: "X-Kept", value: "yes" }],
    cookies: [{ name: "sid", value: "s3cret" }],
    authorization: { type: "bearer", token: "s3cret" },
    maxRedirects: 1,
  });
  await recorder.connection.open();
  await recorder.phase("connected");
  const [first = "", second = ""] = recorder.entries.filter(({ kind }) => kind === "handshake").map(textOf);
  expect(first).toContain("s3cret");
  expect(second).toContain("X-Kept: yes");
  expect(second).not.toContain("s3cret");
});

describe("an origin", () => {
  const websocket = `
    import { WebSocketServer } from "ws";
    const verifyClient = ({ origin }, done) => done(origin === "https://good.example", 403, "no");
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", verifyClient }, () =>
      console.log("ready " + server.address().port));`;

  test.each([
    ["https://bad.example", { code: "HTTP_REFUSED" }],
    ["https://good.example", undefined],
  ])("%s, where one alone is taken", async (origin, problem) => {
    const { port } = await startInline(websocket);
    const state = await outcome({ protocol: "websocket", url: `ws://127.0.0.1:${port}/`, origin });
    if (problem) expect(state.problem).toMatchObject(problem);
    else expect(state.phase).toBe("connected");
  });

  test("that the server's own pages have, or none, is taken where another is refused", async () => {
    const { port } = await startInline(
      websocket.replace(
        'origin === "https://good.example"',
        'origin === "http://" + "127.0.0.1:" + server.address().port',
      ),
    );
    const url = `ws://127.0.0.1:${port}/`;
    expect(await outcome({ protocol: "websocket", url })).toMatchObject({
      problem: { code: "ORIGIN_REFUSED", values: { origin: "" }, advice: expect.stringContaining("origin") },
    });
  });

  test("that Socket.IO's allowRequest refuses", async () => {
    const { port } = await startInline(`
      import { createServer } from "node:http";
      import { Server } from "socket.io";
      const http = createServer((_request, response) => { response.statusCode = 403; response.end("no"); });
      const guard = (request, response, next) => {
        if (request.headers.origin === undefined) return next();
        response.writeHead(403);
        response.end("no");
      };
      const io = new Server(http);
      io.engine.use(guard);
      http.listen(0, "127.0.0.1", () => console.log("ready " + http.address().port));`);
    const request = {
      protocol: "socket.io",
      version: 4,
      url: `http://127.0.0.1:${port}`,
      transports: ["polling"],
    } as const;
    expect(await outcome(request)).toMatchObject({ phase: "connected" });
    expect(await outcome({ ...request, origin: "https://bad.example" })).toMatchObject({
      problem: {
        code: "ORIGIN_REFUSED",
        values: { origin: "https://bad.example", status: 403 },
        advice: expect.stringContaining("CORS"),
      },
    });
  });
});

describe.each([2, 3, 4] as const)("Socket.IO %i", (version) => {
  test.each([
    ["websocket", "polling"],
    ["polling", "websocket"],
  ] as const)("with %s alone, asked by %s", async (allowed, asked) => {
    const peer = await startSocketIo(version, { server: { transports: [allowed] } });
    onTestFinished(() => peer.stop());
    const request = { protocol: "socket.io", version, url: `http://127.0.0.1:${peer.port}` } as const;
    expect(await outcome({ ...request, transports: [asked] })).toMatchObject({
      phase: "failed",
      problem: { code: "TRANSPORT_DISABLED", step: "engine", values: { transport: asked } },
    });
    expect(await outcome({ ...request, transports: [allowed] })).toMatchObject({ phase: "connected" });
  });
});

test("a 5xx with its body, over both", async () => {
  const port = await startAnswering(
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy",
  );
  const refused = { code: "HTTP_REFUSED", response: { status: 503, body: "busy" } };
  expect(await outcome({ protocol: "websocket", url: `ws://127.0.0.1:${port}/` })).toMatchObject({
    problem: refused,
  });
  expect(
    await outcome({ protocol: "socket.io", version: "auto", url: `http://127.0.0.1:${port}/` }),
  ).toMatchObject({ problem: refused });
});
