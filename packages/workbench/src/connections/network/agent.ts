import { Agent, type ClientRequestArgs } from "node:http";
import { isIP, connect as netConnect } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect as tlsConnect } from "node:tls";
import type { RequestCommon } from "../../contract/index.js";
import type { NetworkStep } from "../problems/index.js";
import { openTunnel, parseProxy } from "./proxy.js";
import type { TlsFiles } from "./tls-files.js";

export interface AgentOptions {
  readonly request: Pick<RequestCommon, "tls" | "proxy">;
  readonly tls: TlsFiles;
  /** What the connection that is being made waits for now. */
  readonly onStep: (step: NetworkStep) => void;
}

/** Makes the network connections of one attempt, in the way that its request asks for: TLS, proxy. */
export class ConnectionAgent extends Agent {
  readonly #options: AgentOptions;
  readonly #proxy: URL | undefined;
  readonly #open = new Set<Duplex>();
  #upgraded: Duplex | undefined;

  /** Throws an `Error` for a proxy that is none. */
  constructor(options: AgentOptions) {
    super({ keepAlive: true });
    this.#options = options;
    this.#proxy = options.request.proxy ? parseProxy(options.request.proxy) : undefined;
    // An agent of no protocol of its own serves requests of both, as redirects want it.
    Object.assign(this, { protocol: undefined });
  }

  /** The connection that became a WebSocket. */
  get upgraded(): Duplex | undefined {
    return this.#upgraded;
  }

  override createConnection(
    target: ClientRequestArgs,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | undefined {
    const host = target.host ?? "localhost";
    const port = Number(target.port);
    const isSecure = target.protocol === "https:";
    const { onStep } = this.#options;
    // The types know no callback without a socket.
    const fail = (error: unknown) => (callback as ((error: unknown) => void) | undefined)?.(error);
    // An address has no name to look up.
    onStep(this.#proxy ? "proxy" : isIP(host) ? "tcp" : "dns");
    if (this.#proxy) {
      openTunnel(this.#proxy, host, port, { rejectUnauthorized: this.#verifies })
        .then((tunnel) => {
          this.#keep(tunnel);
          onStep(isSecure ? "tls" : "http");
          callback?.(null, isSecure ? this.#keep(this.#secure({ socket: tunnel }, host)) : tunnel);
        })
        .catch(fail);
      return undefined;
    }
    try {
      const socket = isSecure ? this.#secure({ host, port }, host) : netConnect({ host, port });
      socket.once("lookup", () => onStep("tcp"));
      socket.once("connect", () => onStep(isSecure ? "tls" : "http"));
      return this.#keep(socket);
    } catch (error) {
      // A key that is none. Later, as every other failure of the network.
      setImmediate(fail, error);
      return undefined;
    }
  }

  /** What is under way may end by itself; nothing is kept for later. */
  retire(): void {
    this.on("free", (socket: Duplex) => socket.destroy());
    for (const sockets of Object.values(this.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  override destroy(): void {
    super.destroy();
    for (const socket of this.#open) socket.destroy();
  }

  get #verifies(): boolean {
    return this.#options.request.tls?.verify !== false;
  }

  #secure(over: ConnectionOptions, host: string) {
    const { request, tls, onStep } = this.#options;
    const { serverName, passphrase } = request.tls ?? {};
    const socket = tlsConnect({
      ...over,
      host,
      // A name is sent for the certificate to be chosen by; an address must not be (RFC 6066 section 3).
      servername: serverName || (isIP(host) ? "" : host),
      rejectUnauthorized: this.#verifies,
      ...(passphrase !== undefined && { passphrase }),
      ...(tls.ca && { ca: Buffer.from(tls.ca) }),
      ...(tls.cert && { cert: Buffer.from(tls.cert) }),
      ...(tls.key && { key: Buffer.from(tls.key) }),
    });
    socket.once("secureConnect", () => onStep("http"));
    return socket;
  }

  #keep<Socket extends Duplex>(socket: Socket): Socket {
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    // Node's agent lets go of a connection when it becomes something else than HTTP.
    socket.once("agentRemove", () => {
      this.#upgraded = socket;
    });
    return socket;
  }
}
