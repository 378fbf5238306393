import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type ClientOptions, type ServerOptions, WebSocket, WebSocketServer } from "@signalbox/websocket";
import { acceptKey, type Frame } from "@signalbox/wire/websocket";
import { Endpoint } from "./endpoint.js";
import { type Delivery, RawPeer, type ReceivedFrame } from "./raw-peer.js";

/** Which side of the connection is under test. */
export type Role = "server" | "client";

export interface SessionOptions {
  readonly server?: ServerOptions;
  readonly client?: ClientOptions;
  readonly protocols?: readonly string[];
  /** Value of Sec-WebSocket-Extensions that the peer sends: an offer to a server, an answer to a client. */
  readonly extensions?: string;
  /** Default `true`. */
  readonly echo?: boolean;
}

const key = "dGhlIHNhbXBsZSBub25jZQ==";

/** An endpoint of ours and a raw peer, connected. */
export class Session {
  readonly role: Role;
  readonly peer: RawPeer;
  readonly endpoint: Endpoint;
  /** The head that the endpoint sent: a request, or an answer. */
  readonly head: string;

  constructor(role: Role, peer: RawPeer, endpoint: Endpoint, head: string) {
    this.role = role;
    this.peer = peer;
    this.endpoint = endpoint;
    this.head = head;
  }

  send(...frames: Frame[]): Promise<void> {
    return this.peer.sendFrames(frames);
  }

  frame(): Promise<ReceivedFrame> {
    return this.peer.frame();
  }

  /** The other half of a closing handshake that the endpoint began, and the end of the connection. */
  async finish(): Promise<void> {
    await this.peer.sendFrames([{ opcode: 8, payload: Buffer.alloc(0) }]);
    this.peer.socket.end();
    await this.peer.ended();
    await this.endpoint.closed;
  }
}

const opened: { close(): unknown }[] = [];

/** Ends what the last case left open. */
export async function closeAll(): Promise<void> {
  for (const each of opened.splice(0)) await each.close();
}

/** A server of ours on a free port. */
export async function startServer(options: ServerOptions = {}): Promise<WebSocketServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", ...options, port: 0 });
  opened.push({
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  });
  await once(server, "listening");
  return server;
}

/** The code of the close event; unlike `once` of node:events it does not take an error before it for its own. */
export function closeOf(webSocket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    webSocket.on("close", (code: number) => resolve(code));
  });
}

/** A bare TCP connection to a server of ours. */
export async function connectRaw(server: WebSocketServer): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  opened.push({ close: () => socket.destroy() });
  await once(socket, "connect");
  return socket;
}

/** A bare TCP server that a client of ours can connect to; `next` is its next connection. */
export async function startRawServer(): Promise<{
  readonly url: string;
  readonly next: () => Promise<Socket>;
}> {
  const server: Server = createServer();
  const sockets: Socket[] = [];
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  server.on("connection", (socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let taken = 0;
  const next = async () => {
    while (sockets.length <= taken) await once(server, "connection");
    return sockets[taken++] as Socket;
  };
  return { url, next };
}

/** A request of a peer that does everything right, with changes: `undefined` leaves a header out. */
export function requestHead(
  changes: Record<string, string | undefined> = {},
  line = "GET / HTTP/1.1",
): string {
  const headers: Record<string, string | undefined> = {
    Host: "127.0.0.1",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": key,
    "Sec-WebSocket-Version": "13",
    ...changes,
  };
  return head(line, headers);
}

/** An answer of a peer that does everything right, with changes: `undefined` leaves a header out. */
export function responseHead(
  request: string,
  changes: Record<string, string | undefined> = {},
  line = "HTTP/1.1 101 Switching Protocols",
): string {
  const headers: Record<string, string | undefined> = {
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Accept": acceptKey(header(request, "sec-websocket-key") ?? ""),
    ...changes,
  };
  return head(line, headers);
}

function head(line: string, headers: Record<string, string | undefined>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `${[line, ...lines].join("\r\n")}\r\n\r\n`;
}

/** The value of a header in a head. */
export function header(head: string, lowerCaseName: string): string | undefined {
  for (const line of head.split("\r\n")) {
    const colon = line.indexOf(":");
    if (line.slice(0, colon).toLowerCase() === lowerCaseName) return line.slice(colon + 1).trim();
  }
  return undefined;
}

/** The status of a response head. */
export function status(head: string): number {
  return Number(head.split(" ")[1]);
}

/** Opens a connection between a raw peer and an endpoint of ours. */
export async function openSession(
  role: Role,
  delivery: Delivery,
  options: SessionOptions = {},
): Promise<Session> {
  return role === "server" ? openToServer(delivery, options) : openToClient(delivery, options);
}

async function openToServer(delivery: Delivery, options: SessionOptions): Promise<Session> {
  const server = await startServer(options.server);
  const connection = once(server, "connection");
  const peer = new RawPeer(await connectRaw(server), true, delivery);
  await peer.send(
    Buffer.from(
      requestHead({
        "Sec-WebSocket-Protocol": options.protocols?.join(", "),
        "Sec-WebSocket-Extensions": options.extensions,
      }),
    ),
  );
  const answer = await peer.head();
  if (status(answer) !== 101) throw new Error(`the server refused the handshake:\n${answer}`);
  const [webSocket] = (await connection) as [WebSocket];
  const endpoint = new Endpoint(webSocket, options.echo ?? true);
  peer.startFrames();
  return new Session("server", peer, endpoint, answer);
}

async function openToClient(delivery: Delivery, options: SessionOptions): Promise<Session> {
  const { url, next } = await startRawServer();
  const webSocket = new WebSocket(url, [...(options.protocols ?? [])], {
    perMessageDeflate: options.extensions !== undefined,
    ...options.client,
  });
  opened.push({ close: () => webSocket.terminate() });
  const endpoint = new Endpoint(webSocket, options.echo ?? true);
  const peer = new RawPeer(await next(), false, delivery);
  const request = await peer.head();
  const open = once(webSocket, "open");
  await peer.send(Buffer.from(responseHead(request, { "Sec-WebSocket-Extensions": options.extensions })));
  await open;
  peer.startFrames();
  return new Session("client", peer, endpoint, request);
}
