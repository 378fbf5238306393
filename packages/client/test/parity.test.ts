import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import * as stock from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Manager, ManagerOptions, Socket, SocketOptions } from "../src/index.js";
import * as own from "../src/index.js";
import { next } from "./helpers.js";

let peer: PeerProcess;
beforeAll(async () => {
  peer = await startSocketIo(4);
});
afterAll(() => peer.stop());

type Library = { Manager: new (url: string, options: ManagerOptions) => Manager };

const libraries: Library[] = [stock as unknown as Library, own];

const socketEvents = ["connect", "connect_error", "disconnect", "welcome"];
const managerEvents = [
  "open",
  "error",
  "close",
  "reconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
];

/** One client whose every event is written down, in order. */
class Subject {
  readonly log: string[] = [];
  readonly manager: Manager;

  constructor(library: Library, port: number, transports: string[], options: ManagerOptions = {}) {
    this.manager = new library.Manager(`http://127.0.0.1:${port}`, {
      autoConnect: false,
      reconnectionDelay: 1,
      randomizationFactor: 0,
      transports,
      ...options,
    });
    this.#watch("manager", this.manager, managerEvents, () => this.manager._readyState);
  }

  socket(nsp: string, options?: SocketOptions): Socket {
    const socket = this.manager.socket(nsp, options);
    const state = () => `connected ${socket.connected}, active ${socket.active}, id ${typeof socket.id}`;
    this.#watch(nsp, socket, socketEvents, state);
    return socket;
  }

  #watch(who: string, emitter: object, events: string[], state: () => string): void {
    for (const event of events) {
      (emitter as Socket).on(event, (...args: unknown[]) => {
        this.log.push(`${who} ${event} ${args.map(described).join(" ")} [${state()}]`);
      });
    }
  }
}

function described(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { message, type, description, data } = value as Partial<own.TransportError & { data: unknown }>;
  const about = typeof description === "object" ? (description as Error).message : description;
  return JSON.stringify({ message, type, about, data });
}

/** A scenario, and the events by which it tells that it is over. */
const scenarios: [
  name: string,
  play: (subject: Subject) => Promise<unknown>,
  options?: ManagerOptions,
  port?: number,
][] = [
  [
    "connected, left and connected again by hand",
    async (subject) => {
      const socket = subject.socket("/");
      for (let i = 0; i < 2; i++) {
        const welcome = next(socket, "welcome");
        socket.connect();
        await welcome;
        socket.disconnect();
      }
    },
  ],
  [
    "the server disconnects the socket",
    async (subject) => {
      const socket = subject.socket("/");
      socket.connect().emit("leave-me");
      await next(socket, "disconnect");
    },
  ],
  [
    "the server cuts the transport",
    async (subject) => {
      const socket = subject.socket("/");
      socket.connect().emit("cut-me");
      await next(subject.manager, "reconnect");
      await next(socket, "welcome");
      socket.disconnect();
    },
  ],
  [
    "two namespaces lose their connection and come back",
    async (subject) => {
      const sockets = [subject.socket("/"), subject.socket("/chat")];
      const welcomed = () => Promise.all(sockets.map((socket) => next(socket, "welcome")));
      let all = welcomed();
      for (const socket of sockets) socket.connect();
      await all;
      all = welcomed();
      subject.manager.engine.close();
      await all;
      for (const socket of sockets) socket.disconnect();
    },
  ],
  [
    "a middleware refuses, and lets in who comes with the token",
    async (subject) => {
      const socket = subject.socket("/guarded", { auth: { token: "wrong" } });
      socket.once("connect_error", () => {
        socket.auth = { token: "secret" };
        socket.connect();
      });
      const welcome = next(socket, "welcome");
      socket.connect();
      await welcome;
      socket.disconnect();
    },
  ],
  [
    "a namespace that is not there",
    async (subject) => {
      const socket = subject.socket("/nowhere");
      socket.connect();
      await next(socket, "connect_error");
    },
  ],
  [
    "another path",
    async (subject) => {
      const socket = subject.socket("/");
      socket.connect();
      await next(subject.manager, "error");
    },
    { path: "/elsewhere", reconnection: false },
  ],
  [
    "nobody answers",
    async (subject) => {
      subject.socket("/").connect();
      await next(subject.manager, "reconnect_failed");
    },
    { reconnectionAttempts: 2 },
    1,
  ],
];

describe.each(["polling", "websocket"])(
  "events and their order, as socket.io-client has them, over %s",
  (name) => {
    test.each(scenarios)("%s", async (_, play, options, port = peer.port) => {
      const logs: string[][] = [];
      for (const library of libraries) {
        const subject = new Subject(library, port, [name], options);
        await play(subject);
        // What is told after the last event that was waited for, in the same turn.
        await new Promise((resolve) => setImmediate(resolve));
        subject.manager._close();
        logs.push(subject.log);
      }
      expect(logs[1]).toEqual(logs[0]);
      expect(logs[0]?.length).toBeGreaterThan(1);
    });
  },
);
