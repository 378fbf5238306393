import { createServer, type Server as HttpServer } from "node:http";
import { connect, createSecureServer } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import express from "express";
import fastify from "fastify";
import Koa from "koa";
import { afterEach, describe, expect, it } from "vitest";
import { Server } from "../src/index.js";
import { makeCertificate } from "./support/certificate.js";
import { Harness, next, urlOf } from "./support/harness.js";
import { connectStock } from "./support/stock-clients.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

async function listening(server: HttpServer, io: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  harness.onCleanup(() => io.close());
  return urlOf(server);
}

async function expectEcho(io: Server, url: string, options: Record<string, unknown> = {}): Promise<void> {
  io.on("connection", (socket) => socket.on("echo", (value, done) => done(value)));
  for (const transport of ["polling", "websocket"]) {
    const client = connectStock(harness, "4.8", url, { transports: [transport], ...options });
    await next(client, "connect");
    expect(await new Promise((resolve) => client.emit("echo", 7, resolve))).toBe(7);
  }
}

const text = async (url: string): Promise<string> => (await fetch(url)).text();

describe("on top of", () => {
  it("express", async () => {
    const app = express();
    app.get("/hello", (_request, response) => {
      response.send("express");
    });
    const server = createServer(app);
    const io = new Server(server);
    const url = await listening(server, io);
    expect(await text(`${url}/hello`)).toBe("express");
    await expectEcho(io, url);
  });

  it("koa", async () => {
    const app = new Koa();
    app.use((context) => {
      context.body = "koa";
    });
    const server = createServer(app.callback());
    const io = new Server(server);
    const url = await listening(server, io);
    expect(await text(`${url}/hello`)).toBe("koa");
    await expectEcho(io, url);
  });

  it("fastify", async () => {
    const app = fastify();
    app.get("/hello", () => "fastify");
    const io = new Server(app.server);
    harness.onCleanup(() => app.close());
    harness.onCleanup(() => io.close());
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    expect(await text(`${url}/hello`)).toBe("fastify");
    await expectEcho(io, url);
  });

  it("https", async () => {
    const certificate = makeCertificate();
    const server = createHttpsServer(certificate);
    const io = new Server(server);
    const url = (await listening(server as never, io)).replace("http:", "https:");
    io.on("connection", (socket) => expect(socket.handshake.secure).toBe(true));
    await expectEcho(io, url, { ca: certificate.cert, rejectUnauthorized: false });
  });

  it("http2, with polling in HTTP/2 streams", async () => {
    const certificate = makeCertificate();
    const server = createSecureServer({ ...certificate, allowHTTP1: true });
    const io = new Server(server);
    const url = (await listening(server as never, io)).replace("http:", "https:");
    const client = connect(url, { rejectUnauthorized: false });
    harness.onCleanup(() => client.destroy());
    const request = (headers: Record<string, string>, body = ""): Promise<string> =>
      new Promise((resolve, reject) => {
        const stream = client.request(headers);
        let answer = "";
        stream.setEncoding("utf8");
        stream.on("data", (chunk) => {
          answer += chunk;
        });
        stream.on("end", () => resolve(answer)).on("error", reject);
        // A GET has ended already.
        if (headers[":method"] === "POST") stream.end(body);
      });
    const path = "/socket.io/?EIO=4&transport=polling";
    const opened = await request({ ":path": path });
    const { sid } = JSON.parse(opened.slice(1));
    const connection = next(io, "connection");
    expect(await request({ ":path": `${path}&sid=${sid}`, ":method": "POST" }, "40")).toBe("ok");
    await connection;
    expect(await request({ ":path": `${path}&sid=${sid}` })).toMatch(/^40\{"sid"/);
    await expectEcho(io, url, { rejectUnauthorized: false });
  });
});

describe("sessions of express middlewares", () => {
  it("are on socket.request", async () => {
    const { io, url } = await harness.start();
    io.engine.use((request, _response, go) => {
      Object.assign(request, { session: { user: "anna" } });
      go();
    });
    const users: unknown[] = [];
    io.on("connection", (socket) =>
      users.push((socket.request as unknown as { session: { user: string } }).session.user),
    );
    for (const transport of ["polling", "websocket"]) {
      await next(connectStock(harness, "4.8", url, { transports: [transport] }), "connect");
    }
    expect(users).toEqual(["anna", "anna"]);
  });
});
