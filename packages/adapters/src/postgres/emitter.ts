import { EmitterOperator } from "../nodes/emitter.js";
import { Attachments } from "./attachments.js";
import type { PostgresPool } from "./client.js";
import { encodeNotification } from "./notification-codec.js";
import { Notifier } from "./notifier.js";
import { type PostgresAdapterOptions, postgresDefaults } from "./options.js";

/** Options of the {@link Emitter}: those of the nodes that concern it. */
export interface EmitterOptions
  extends Partial<Pick<PostgresAdapterOptions, "channelPrefix" | "tableName" | "payloadThreshold">> {
  /** Gets what could not be sent. Default: a warning of the process. */
  readonly onError?: (error: Error) => void;
}

/**
 * Sends to the clients of all nodes that use {@link createAdapter}, ours or official ones, from a process
 * that has no clients.
 *
 * @example new Emitter(pool).to("room").emit("news", 1)
 */
export class Emitter extends EmitterOperator {
  readonly #pool: PostgresPool;
  readonly #options: EmitterOptions;
  readonly #notifier: Notifier;

  /** @param pool a pool of the package `pg` */
  constructor(
    pool: PostgresPool,
    namespace = "/",
    options: EmitterOptions = {},
    notifier = makeNotifier(pool, options),
  ) {
    const { channelPrefix, payloadThreshold } = { ...postgresDefaults, ...options };
    super(
      (message) =>
        notifier.send(`${channelPrefix}#${message.nsp}`, encodeNotification(message, payloadThreshold)),
      namespace.startsWith("/") ? namespace : `/${namespace}`,
    );
    this.#pool = pool;
    this.#options = options;
    this.#notifier = notifier;
  }

  /** An emitter for another namespace; what both send keeps its order. */
  of(namespace: string): Emitter {
    return new Emitter(this.#pool, namespace, this.#options, this.#notifier);
  }

  /** Resolves when all is sent, so that the pool may be ended; or when the database is away. */
  idle(): Promise<void> {
    return this.#notifier.idle();
  }
}

function makeNotifier(pool: PostgresPool, options: EmitterOptions): Notifier {
  const { onError = (error: Error) => process.emitWarning(error), tableName = postgresDefaults.tableName } =
    options;
  let wasTold = false;
  return new Notifier(pool, new Attachments(pool, tableName), {
    onUnreachable: (error) => {
      if (!wasTold) onError(error);
      wasTold = true;
    },
    onGivenUp: onError,
  });
}
