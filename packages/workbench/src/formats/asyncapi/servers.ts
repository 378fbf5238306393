import type { ApiChannel, ApiDescription, ApiServer } from "./description.js";

/** Servers by what they are, each under a name of its own. */
export class Servers {
  readonly #servers = new Map<string, ApiServer>();

  get list(): readonly ApiServer[] {
    return [...this.#servers.values()];
  }

  nameOf(server: Omit<ApiServer, "name">): string {
    const key = JSON.stringify(server);
    const known = this.#servers.get(key);
    if (known) return known.name;
    const name = this.#servers.size === 0 ? "main" : `server${this.#servers.size + 1}`;
    this.#servers.set(key, { name, ...server });
    return name;
  }
}

/** The servers that a channel is on. */
export function serversOf({ servers }: ApiChannel, description: ApiDescription): readonly ApiServer[] {
  return description.servers.filter(({ name }) => servers.length === 0 || servers.includes(name));
}

/** Where a channel is reached on a server. */
export function addressOf({ url }: Pick<ApiServer, "url">, { address }: ApiChannel): string {
  const base = url.replace(/\/+$/, "");
  return address === "/" || address === "" ? base : `${base}/${address.replace(/^\/+/, "")}`;
}

/** Cuts an address into what the server is and the channel on it; variables may stand anywhere. */
export function splitAddress(url: string): { readonly base: string; readonly path: string } {
  const address = url.split(/[?#]/, 1)[0] ?? "";
  const [, base = address, path = ""] = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*)(\/.*)?$/i.exec(address) ?? [];
  return { base, path: path === "" ? "/" : path };
}
