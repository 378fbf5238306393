import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Server } from "../../src/index.js";
import { Harness, urlOf } from "../support/harness.js";
import { openSession, poll } from "../support/raw.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

/** The answer of an upgrade that is accepted. */
async function upgraded(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
    headers,
  });
  harness.onCleanup(() => socket.terminate());
  const [response] = await once(socket, "upgrade");
  return response.headers as Record<string, string>;
}

describe("a request with an empty session id", () => {
  it("opens a session", async () => {
    const { url } = await harness.start();
    expect((await poll(url, "EIO=4&transport=polling&sid=")).body).toMatch(/^0\{"sid"/);
  });
});

describe("a server without the transport websocket", () => {
  it("leaves upgrades to others", async () => {
    const { url, httpServer } = await harness.start({ transports: ["polling"] });
    httpServer.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 418 Theirs\r\n\r\n"));
    const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
    const [, response] = await once(
      socket.on("error", () => {}),
      "unexpected-response",
    );
    expect(response.statusCode).toBe(418);
    response.destroy();
  });
});

describe("headers of answers", () => {
  it("are the application's to add to, once for a session and every time", async () => {
    const { io, url } = await harness.start();
    io.engine.on("initial_headers", (headers, request) => {
      headers["X-First"] = request.url.includes("sid=") ? "wrong" : "yes";
    });
    io.engine.on("headers", (headers) => {
      headers["X-Each"] = "yes";
    });
    const opened = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    const { sid } = JSON.parse((await opened.text()).slice(1));
    expect([opened.headers.get("x-first"), opened.headers.get("x-each")]).toEqual(["yes", "yes"]);
    const posted = await poll(url, `EIO=4&transport=polling&sid=${sid}`, { method: "POST", body: "40" });
    expect([posted.headers["x-first"], posted.headers["x-each"]]).toEqual([undefined, "yes"]);
    const answer = await upgraded(url);
    expect([answer["x-first"], answer["x-each"]]).toEqual(["yes", "yes"]);
  });

  it("are the middlewares' too, for requests and upgrades", async () => {
    const { io, url } = await harness.start();
    io.engine.use((_request, response, next) => {
      response.setHeader("X-Powered-By", ["a", "b"]);
      setImmediate(next);
    });
    expect((await poll(url, "EIO=4&transport=polling")).headers["x-powered-by"]).toBe("a, b");
    expect((await upgraded(url))["x-powered-by"]).toBe("a, b");
  });

  it.each([
    [true, /^io=SID; Path=\/; HttpOnly; SameSite=Lax$/],
    [
      { name: "sess", path: "/p", httpOnly: false, sameSite: "strict" as const },
      /^sess=SID; Path=\/p; SameSite=Strict$/,
    ],
  ])("carry the session's cookie: %o", async (cookie, expected) => {
    const { url } = await harness.start({ cookie });
    const { headers, body } = await poll(url, "EIO=4&transport=polling");
    const { sid } = JSON.parse(body.slice(1));
    expect(headers["set-cookie"]?.replace(sid, "SID")).toMatch(expected);
    const posted = await poll(url, `EIO=4&transport=polling&sid=${sid}`, { method: "POST", body: "40" });
    expect(posted.headers["set-cookie"]).toBeUndefined();
  });
});

describe("other origins", () => {
  const origin = { origin: "http://a.example" };

  it("get no permission unless it is given", async () => {
    const { url } = await harness.start();
    expect((await poll(url, "EIO=4&transport=polling", { headers: origin })).headers).not.toHaveProperty(
      "access-control-allow-origin",
    );
  });

  it("get what the option says, on answers, errors, upgrades and preflights", async () => {
    const { url } = await harness.start({ cors: { origin: "http://a.example", credentials: true } });
    for (const query of ["EIO=4&transport=polling", "EIO=4"]) {
      expect((await poll(url, query, { headers: origin })).headers).toMatchObject({
        "access-control-allow-origin": "http://a.example",
        "access-control-allow-credentials": "true",
      });
    }
    expect((await upgraded(url, origin))["access-control-allow-origin"]).toBe("http://a.example");
    const preflight = await poll(url, "EIO=4&transport=polling", {
      method: "OPTIONS",
      headers: { ...origin, "access-control-request-headers": "x-token" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
      "access-control-allow-headers": "x-token",
    });
  });

  it("of old clients are answered by name: they send credentials", async () => {
    const { url } = await harness.start({ cors: { origin: "*" }, allowEIO3: true });
    const old = await poll(url, "EIO=3&transport=polling", { headers: origin });
    expect(old.headers).toMatchObject({
      "access-control-allow-origin": "http://a.example",
      "access-control-allow-credentials": "true",
    });
    const current = await poll(url, "EIO=4&transport=polling", { headers: origin });
    expect(current.headers["access-control-allow-origin"]).toBe("*");
  });
});

describe("attaching", () => {
  it("leaves other requests to the server's own listeners", async () => {
    const { url } = await harness.start();
    expect((await fetch(`${url}/other`)).status).toBe(404);
    expect((await fetch(`${url}/socket.io?EIO=4&transport=polling`)).status).toBe(404);
  });

  it("takes another path, with or without its slash", async () => {
    const { url } = await harness.start({ path: "/live/", addTrailingSlash: false });
    expect((await fetch(`${url}/live?EIO=4&transport=polling`)).status).toBe(200);
    expect((await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).status).toBe(404);
  });

  it("makes an HTTP server for a port, and closes it", async () => {
    const io = new Server(0);
    await once(io.httpServer, "listening");
    const url = urlOf(io.httpServer as never);
    await openSession(url);
    let called = false;
    await io.close((error) => {
      expect(error).toBeUndefined();
      called = true;
    });
    expect(called).toBe(true);
    expect((io.httpServer as { listening: boolean }).listening).toBe(false);
  });

  it("explains what an Express application is not", () => {
    expect(() => new Server((() => {}) as never)).toThrow(/Please pass a http.Server instance/);
  });

  it("can be done later, with other options", async () => {
    const io = new Server({ pingInterval: 1 });
    const httpServer = createServer();
    io.attach(httpServer, { pingInterval: 2, path: "/x" });
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    harness.onCleanup(() => io.close());
    const { body } = await fetch(`${urlOf(httpServer)}/x/?EIO=4&transport=polling`).then(
      async (response) => ({
        body: await response.text(),
      }),
    );
    expect(JSON.parse(body.slice(1)).pingInterval).toBe(2);
  });
});
