import type { AnySocket } from "./client.js";

/** The sockets of one connection by namespace. Nearly all connections have one, which needs no map. */
export class ClientSockets {
  #first: AnySocket | undefined;
  #others: Map<string, AnySocket> | undefined;

  get isEmpty(): boolean {
    return this.#first === undefined && (this.#others === undefined || this.#others.size === 0);
  }

  get(namespace: string): AnySocket | undefined {
    if (this.#first?.nsp.name === namespace) return this.#first;
    return this.#others?.get(namespace);
  }

  /** A copy: sockets may leave while it is walked. */
  all(): AnySocket[] {
    const first = this.#first === undefined ? [] : [this.#first];
    return this.#others === undefined ? first : [...first, ...this.#others.values()];
  }

  add(socket: AnySocket): void {
    if (this.#first === undefined) {
      this.#first = socket;
      return;
    }
    this.#others ??= new Map();
    this.#others.set(socket.nsp.name, socket);
  }

  remove(socket: AnySocket): void {
    if (this.#first === socket) this.#first = undefined;
    else if (this.#others?.get(socket.nsp.name) === socket) this.#others.delete(socket.nsp.name);
  }
}
