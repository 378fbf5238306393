import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { encodeFrame, type Frame } from "@signalbox/wire/websocket";
import { type ServerOptions, WebSocket, WebSocketServer } from "../src/index.js";

/** A server that listens on a free port of the loopback. */
export async function serve(options: Omit<ServerOptions, "port"> = {}): Promise<WebSocketServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", ...options, port: 0 });
  await once(server, "listening");
  return server;
}

/** The arguments of the next `event`. Unlike `once` of node:events it waits on when there is an error first. */
// biome-ignore lint/suspicious/noExplicitAny: as the types of node:events have it
export function until(emitter: NodeJS.EventEmitter, event: string): Promise<any[]> {
  return new Promise((resolve) => emitter.once(event, (...args) => resolve(args)));
}

export function portOf(server: { address(): unknown }): number {
  const address = server.address();
  if (typeof address === "object" && address !== null && "port" in address) return Number(address.port);
  throw new Error("the server does not listen on a port");
}

export function urlOf(server: { address(): unknown }, path = "/"): string {
  return `ws://127.0.0.1:${portOf(server)}${path}`;
}

/** A client of ours with its counterpart on the server. */
export async function pair(
  server: WebSocketServer,
  options: ConstructorParameters<typeof WebSocket>[2] = {},
): Promise<{ client: WebSocket; peer: WebSocket }> {
  const connection = once(server, "connection");
  const client = new WebSocket(urlOf(server), [], options);
  const [[peer]] = await Promise.all([connection, once(client, "open")]);
  return { client, peer };
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export async function closed(websocket: NodeJS.EventEmitter): Promise<Closed> {
  const [code, reason] = await until(websocket, "close");
  return { code, reason: String(reason) };
}

export async function message(websocket: NodeJS.EventEmitter): Promise<string> {
  const [data] = await once(websocket, "message");
  return String(data);
}

/** The next `count` messages as strings. */
export function messages(websocket: NodeJS.EventEmitter, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    const received: string[] = [];
    websocket.on("message", (data) => {
      received.push(String(data));
      if (received.length === count) resolve(received);
    });
  });
}

const handshakeHeaders = {
  Host: "example.com",
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version": "13",
};

export interface RequestForm {
  readonly line?: string;
  /** Over the usual ones; `undefined` leaves one out, an array gives it several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export function requestText({ line = "GET / HTTP/1.1", headers = {} }: RequestForm = {}): string {
  const fields = Object.entries({ ...handshakeHeaders, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}\r\n`),
  );
  return `${line}\r\n${fields.join("")}\r\n`;
}

/** A TCP connection that keeps what it has received. */
export class RawPeer {
  readonly socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      socket.emit("more");
    });
    socket.on("end", () => {
      this.ended = true;
    });
    // A reset at the end of a test is nobody's concern.
    socket.on("error", () => {});
  }

  static async connect(port: number): Promise<RawPeer> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new RawPeer(socket);
  }

  /** Connects and completes a handshake. */
  static async open(server: { address(): unknown }, form?: RequestForm): Promise<RawPeer> {
    const peer = await RawPeer.connect(portOf(server));
    peer.socket.write(requestText(form));
    await peer.head();
    return peer;
  }

  /** Takes exactly `count` bytes. */
  async take(count: number): Promise<Buffer> {
    while (this.#received.length < count) await this.#more();
    const taken = this.#received.subarray(0, count);
    this.#received = this.#received.subarray(count);
    return taken;
  }

  /** Takes an HTTP head with its empty line. */
  async head(): Promise<string> {
    while (!this.#received.includes("\r\n\r\n")) await this.#more();
    return (await this.take(this.#received.indexOf("\r\n\r\n") + 4)).toString("latin1");
  }

  /** Everything up to the end of the connection. */
  async rest(): Promise<Buffer> {
    if (!this.socket.closed) await once(this.socket, "close");
    return this.#received;
  }

  send(...frames: (Frame | Uint8Array)[]): void {
    const bytes = frames.map((one) =>
      one instanceof Uint8Array ? one : encodeFrame({ maskKey: 0x01020304, ...one }),
    );
    this.socket.write(Buffer.concat(bytes));
  }

  async #more(): Promise<void> {
    if (this.ended || this.socket.destroyed) throw new Error("the connection ended early");
    await Promise.race([once(this.socket, "more"), once(this.socket, "close")]);
  }
}
