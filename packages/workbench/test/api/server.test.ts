import { realpath } from "node:fs/promises";
import http from "node:http";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../timeline/entries.js";
import { cookieOf, openPage, startWorkbench } from "./page.js";

function get(port: number, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const request = http.get({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      request.on("error", reject);
    },
  );
}

/** The status that a raw upgrade request is answered with; Engine.IO refuses one with 400. */
function upgrade(port: number, headers: Record<string, string>) {
  return new Promise<number>((resolve, reject) => {
    const request = http.request({
      host: "127.0.0.1",
      port,
      path: "/api/socket.io/?EIO=4&transport=websocket",
      agent: false,
      headers: {
        connection: "upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      },
    });
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}

test("the printed address is exchanged for a cookie that scripts cannot read", async () => {
  const { api } = await startWorkbench();
  expect(api.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
  const { status, headers } = await get(api.port, new URL(api.url).pathname + new URL(api.url).search);
  expect(status).toBe(303);
  expect(headers.location).toBe("/");
  expect(headers["set-cookie"]?.[0]).toMatch(/^signalbox-\d+=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(headers["set-cookie"]?.[0]).not.toContain(new URL(api.url).searchParams.get("token"));
});

test("nothing is served without the token", async () => {
  const { api } = await startWorkbench();
  expect(await get(api.port, "/")).toMatchObject({ status: 401, body: expect.stringContaining("token") });
  expect(await get(api.port, "/?token=wrong")).toMatchObject({ status: 401 });
  expect(await get(api.port, "/?token=a&token=b")).toMatchObject({ status: 401 });
  expect(await get(api.port, "/assets/x.js")).toMatchObject({ status: 401 });
  expect(await get(api.port, "/api/socket.io/?EIO=4&transport=polling")).toMatchObject({ status: 400 });
  expect(await upgrade(api.port, {})).toBe(400);
  expect(await upgrade(api.port, { cookie: `signalbox-${api.port}=guess` })).toBe(400);
});

test("a name that was pointed at this machine is refused, cookie or not", async () => {
  const { api } = await startWorkbench();
  const cookie = await cookieOf(api);
  const host = `evil.example:${api.port}`;
  expect(await get(api.port, "/", { cookie, host })).toMatchObject({ status: 403 });
  expect(await get(api.port, `/${new URL(api.url).search}`, { host })).toMatchObject({ status: 403 });
  expect(await get(api.port, "/api/socket.io/?EIO=4&transport=polling", { cookie, host })).toMatchObject({
    status: 400,
  });
  expect(await upgrade(api.port, { cookie, host })).toBe(400);
});

test("another site's page is refused, cookie or not", async () => {
  const { api } = await startWorkbench();
  const cookie = await cookieOf(api);
  for (const origin of [
    "https://evil.example",
    "null",
    "http://localhost:1",
    `https://127.0.0.1:${api.port}`,
  ]) {
    expect(await get(api.port, "/", { cookie, origin })).toMatchObject({ status: 403 });
    expect(await get(api.port, "/api/socket.io/?EIO=4&transport=polling", { cookie, origin })).toMatchObject({
      status: 400,
    });
    expect(await upgrade(api.port, { cookie, origin })).toBe(400);
  }
  const origin = `http://127.0.0.1:${api.port}`;
  expect(await upgrade(api.port, { cookie, origin })).toBe(101);
});

test("every answer forbids framing, sniffing, referrers and foreign scripts", async () => {
  const { api } = await startWorkbench();
  for (const headers of [undefined, { cookie: await cookieOf(api) }]) {
    const answer = await get(api.port, "/", headers);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "content-security-policy": expect.stringMatching(
        /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/,
      ),
    });
  }
});

test("the id of a session opens nothing without the cookie, in whatever way it is asked", async () => {
  const { api } = await startWorkbench();
  const cookie = await cookieOf(api);
  const path = "/api/socket.io/?EIO=4&transport=polling";
  const opened = await get(api.port, path, { cookie });
  const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
  const ask = (method: string, headers: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      const options = { host: "127.0.0.1", port: api.port, path: `${path}&sid=${sid}`, method, headers };
      const request = http.request({ ...options, agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve(`${response.statusCode} ${body}`));
      });
      request.on("error", reject);
      request.end(method === "POST" ? "40" : undefined);
    });
  const strangers: readonly Record<string, string>[] = [
    {},
    { cookie, origin: "https://evil.example" },
    { cookie, host: `evil.example:${api.port}` },
  ];
  for (const method of ["GET", "POST", "OPTIONS"]) {
    for (const headers of strangers) {
      expect(await ask(method, headers)).toMatch(/^40[03] .*Bad request/);
    }
  }
  expect(await ask("POST", { cookie })).toBe("200 ok");
});

test("it listens on 127.0.0.1 alone", async () => {
  const { api } = await startWorkbench();
  const elsewhere = new Promise((resolve, reject) => {
    http.get({ host: "::1", port: api.port }, resolve).on("error", reject);
  });
  await expect(elsewhere).rejects.toMatchObject({
    code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL/),
  });
});

test("a page is welcomed, and calls that make no sense are answered", async () => {
  const directory = await realpath(await temporaryDirectory());
  const { api } = await startWorkbench({ project: directory });
  const page = await openPage(api);
  const welcome = await page.emitWithAck("welcome");
  expect(welcome).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    project: { name: basename(directory), directory, tree: [] },
    connections: [],
    capture: { messages: 0, dropped: 0, capturing: true },
  });
  const send = page.emitWithAck as (...args: unknown[]) => Promise<unknown>;
  const refused = (code: string) => ({ ok: false, problem: { code, message: expect.any(String) } });
  expect(await send.call(page, "connection:open", null)).toMatchObject(refused("REQUEST_INVALID"));
  expect(await send.call(page, "connection:open", { request: { protocol: "ftp", url: "x" } })).toMatchObject(
    refused("REQUEST_INVALID"),
  );
  expect(await send.call(page, "connection:send", 7)).toMatchObject(refused("REQUEST_INVALID"));
  expect(await send.call(page, "connection:close", { id: "nobody" })).toMatchObject(
    refused("CONNECTION_UNKNOWN"),
  );
  expect(await send.call(page, "timeline:rows", { viewId: "v", from: 0, count: 1 })).toMatchObject(
    refused("VIEW_UNKNOWN"),
  );
  expect(await send.call(page, "timeline:detail", { seq: "x" })).toMatchObject(refused("ROW_UNKNOWN"));
  expect(await page.emitWithAck("welcome")).toMatchObject({ connections: [] });
});
