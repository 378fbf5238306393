import type { IncomingMessage } from "node:http";
import type { SocketIoTap } from "@signalbox/wire";
import { queryOf } from "../http/request.js";
import type { EngineOptions } from "../options.js";

/** Finds the observer of a request: one sees a session, by whatever requests and transports it goes on. */
export class SessionTaps {
  readonly #option: EngineOptions["tap"];
  readonly #sessions: Readonly<Record<string, { readonly tap: SocketIoTap | undefined }>>;
  readonly #asked = new WeakMap<IncomingMessage, SocketIoTap>();

  constructor(
    option: EngineOptions["tap"],
    sessions: Readonly<Record<string, { readonly tap: SocketIoTap | undefined }>>,
  ) {
    this.#option = option;
    this.#sessions = sessions;
  }

  of(request: IncomingMessage): SocketIoTap | undefined {
    if (typeof this.#option !== "function") return this.#option;
    const { sid } = queryOf(request);
    const known = (sid === undefined ? undefined : this.#sessions[sid]?.tap) ?? this.#asked.get(request);
    if (known !== undefined) return known;
    const tap = this.#option(request);
    if (tap !== undefined) this.#asked.set(request, tap);
    return tap;
  }
}
