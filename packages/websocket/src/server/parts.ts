import type { WebSocketTap } from "@signalbox/wire";
import type { DeflateAgreement } from "@signalbox/wire/websocket";
import type { ConnectionParts } from "../connection.js";
import { makeDeflate } from "../deflate/deflate.js";
import type { ConnectionSettings } from "../options.js";
import { readerOptions } from "../receiving/receiver.js";
import { ConnectionTap } from "../tap.js";

/** What the connections of one server are made of. */
export class ServerParts {
  readonly #settings: ConnectionSettings;
  /** The same object for all connections without compression and tap. */
  readonly #plain: ConnectionParts;

  constructor(settings: ConnectionSettings, onClosed: ConnectionParts["onClosed"]) {
    this.#settings = settings;
    this.#plain = {
      role: "server",
      settings,
      readerOptions: readerOptions(settings, false),
      nextMaskKey: undefined,
      compressor: undefined,
      decompressor: undefined,
      tap: undefined,
      onClosed,
    };
  }

  for(agreement: DeflateAgreement | undefined, tap: WebSocketTap | undefined): ConnectionParts {
    if (agreement === undefined && tap === undefined) return this.#plain;
    return {
      ...this.#plain,
      readerOptions: readerOptions(this.#settings, agreement !== undefined),
      ...makeDeflate("server", agreement, this.#settings),
      tap: tap === undefined ? undefined : new ConnectionTap(tap),
    };
  }
}
