import { createServer } from "node:http";
import * as stock from "socket.io";
import { Adapter as StockAdapter } from "socket.io-adapter";
import { afterEach, describe, expect, it } from "vitest";
import * as ours from "../src/index.js";
import { Harness } from "./support/harness.js";
import { stage } from "./support/sockets.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

/** Declared `private` in the published types: nobody's to use, and made otherwise here. */
const PRIVATE: Readonly<Record<string, readonly string[]>> = {
  Server: ["attachServe", "extractFilename", "initEngine", "serve", "_connectTimeout", "_corsMiddleware"],
  Namespace: ["_createSocket", "_doConnect", "run", "_fns", "_preConnectSockets"],
  Socket: [
    "_acknowledge",
    "ack",
    "buildHandshake",
    "dispatch",
    "leaveAll",
    "newBroadcastOperator",
    "onack",
    "ondisconnect",
    "onevent",
    "packet",
    "registerAckCallback",
    "run",
    "fns",
    "flags",
    "pid",
  ],
  BroadcastOperator: ["adapter", "exceptRooms", "flags", "rooms"],
  Adapter: ["_del", "_encode", "apply", "computeExceptSids", "encoder"],
};
/** What every emitter of this kind has from its helper class. */
const HELPERS = ["constructor", "emitReserved", "emitUntyped"];

function membersOf(object: object): string[] {
  const names = new Set<string>(Object.keys(object));
  for (let level = Object.getPrototypeOf(object); level !== null && level !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
    level = Object.getPrototypeOf(level);
  }
  return [...names].filter((name) => !HELPERS.includes(name));
}

function expectCovers(kind: string, own: object, theirs: object): void {
  const missing = membersOf(theirs).filter(
    (name) => !(name in own) && !PRIVATE[kind]?.includes(name) && !name.startsWith("__"),
  );
  expect(missing).toEqual([]);
}

describe("every public member of the published classes is there", () => {
  it("of Server and Namespace", () => {
    const [own, theirs] = [new ours.Server(createServer()), new stock.Server(createServer())];
    const privates = [
      "_adapter",
      "_path",
      "_serveClient",
      "clientPathRegex",
      "parentNamespacesFromRegExp",
      "parentNsps",
    ];
    const missing = membersOf(theirs).filter((name) => !(name in own) && !PRIVATE.Server?.includes(name));
    expect(missing.filter((name) => !privates.includes(name))).toEqual([]);
    expectCovers("Namespace", own.of("/x"), theirs.of("/x"));
  });

  it("of Socket, BroadcastOperator and RemoteSocket", async () => {
    const { pairs, io } = await stage(harness, 1);
    const [first] = pairs;
    if (first === undefined) throw new Error("no client");
    const names = membersOf(stock.Socket.prototype as object);
    const missing = names.filter((name) => !(name in first.socket) && !PRIVATE.Socket?.includes(name));
    expect(missing).toEqual([]);
    expectCovers("BroadcastOperator", io.to("x"), new stock.Server().to("x"));
    for (const name of ["emit", "timeout", "join", "leave", "disconnect"]) {
      expect(name in ours.RemoteSocket.prototype).toBe(true);
    }
  });

  it("of Adapter", () => {
    const namespace = new stock.Server().of("/") as never;
    expectCovers("Adapter", new ours.Adapter(namespace), new StockAdapter(namespace));
  });

  it("of the package", () => {
    const names = Object.keys(stock).filter((name) => name !== "default" && name !== "module.exports");
    expect(names.filter((name) => !(name in ours))).toEqual([]);
  });
});
