import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { encodeFrame, type Frame } from "@signalbox/wire/websocket";
import type { ServerOptions } from "../../src/index.js";
import { Child } from "./child.js";

export interface Stats {
  /** Connections so far. */
  readonly connections: number;
  readonly messages: number;
  /** How often each error code was told to the application. */
  readonly errors: Readonly<Record<string, number>>;
  readonly closes: Readonly<Record<string, number>>;
  /** Connections now. */
  readonly clients: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}

export interface SubjectOptions extends ServerOptions {
  /** Options of `http.createServer`: the WebSocket server stands behind that one. */
  readonly http?: Readonly<Record<string, number>>;
}

/** The request of a client that does everything right. */
export const request =
  "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

/** A masked frame. */
export const masked = (frame: Frame) => encodeFrame({ maskKey: 0x5eed1234, ...frame });

/** An echo server of ours in a process of its own. */
export class Subject {
  readonly port: number;
  readonly #child: Child<Stats>;

  private constructor(child: Child<Stats>, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(options: SubjectOptions = {}): Promise<Subject> {
    const child = await Child.start<Stats>(import.meta.url, "server-process.mjs", JSON.stringify(options));
    return new Subject(child, Number(child.greeting));
  }

  /** Numbers of the server, after a garbage collection. Fails when its process is gone. */
  stats(): Promise<Stats> {
    return this.#child.ask();
  }

  /** Numbers once the server has no connection left, and no more memory of buffers and objects than given here. */
  settled(within: { readonly arrayBuffers?: number; readonly heapUsed?: number } = {}): Promise<Stats> {
    const { arrayBuffers = Number.POSITIVE_INFINITY, heapUsed = Number.POSITIVE_INFINITY } = within;
    return this.#child.until(
      `no connections, ${JSON.stringify(within)}`,
      (stats) => stats.clients === 0 && stats.arrayBuffers < arrayBuffers && stats.heapUsed < heapUsed,
    );
  }

  /** A bare connection. Errors of it are expected. */
  async connect(): Promise<Socket> {
    const socket = connect(this.port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  }

  /** A bare connection that has done the opening handshake. */
  async open(extensions?: string): Promise<Socket> {
    const socket = await this.connect();
    socket.write(
      `${request}${extensions === undefined ? "" : `Sec-WebSocket-Extensions: ${extensions}\r\n`}\r\n`,
    );
    let head = "";
    while (!head.includes("\r\n\r\n")) head += String((await once(socket, "data"))[0]);
    if (!head.startsWith("HTTP/1.1 101")) throw new Error(`refused: ${head}`);
    return socket;
  }

  /** Somebody who does everything right is served. */
  async serves(): Promise<void> {
    const socket = await this.open();
    socket.write(masked({ opcode: 1, payload: Buffer.from("are you there?") }));
    const [answer] = await once(socket, "data");
    if (String(answer.subarray(2)) !== "are you there?")
      throw new Error(`no echo but ${answer.toString("hex")}`);
    socket.destroy();
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }
}

/** All that a socket receives until it is closed from the other side. */
export async function untilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  if (!socket.closed) await new Promise((resolve) => socket.once("close", resolve));
  return text;
}
