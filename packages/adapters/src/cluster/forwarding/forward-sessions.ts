import { rmSync } from "node:fs";
import { Agent } from "node:http";
import type { Duplex } from "node:stream";
import { NotAttachedError } from "../../nodes/errors.js";
import { forwardRequest } from "./forward-request.js";
import { forwardUpgrade } from "./forward-upgrade.js";
import { type ForwardingOptions, forwardingDefaults } from "./options.js";
import { preparePrivateFolder, socketPath } from "./private-folder.js";
import { closePrivately, listenPrivately } from "./private-server.js";
import type { SessionEngine } from "./session-engine.js";
import { nameSession, nextServerName, serverOf } from "./session-name.js";

/**
 * Lets the workers of a Node cluster do without sticky routing: a request or upgrade that reaches a worker
 * which does not hold its session goes on to the one that does. Call it in each worker, once the server is
 * attached and before it listens. Session ids get the name of their worker in front, also those of a
 * `generateId` set before.
 *
 * @returns resolves when the other workers can reach this one; handshakes wait for it
 * @throws NotAWorkerError, NotAttachedError, ForwardingFolderError, or the system's error if the worker
 * cannot listen
 */
export async function forwardSessions(
  { engine }: { readonly engine: SessionEngine },
  options: Partial<ForwardingOptions> = {},
): Promise<void> {
  if (engine === undefined) throw new NotAttachedError();
  const { folder } = { ...forwardingDefaults, ...options };
  const own = nextServerName();
  const ownPath = socketPath(folder, own);
  const agent = new Agent({ keepAlive: true });
  const joined = new Set<Duplex>();

  const generateId = engine.generateId.bind(engine);
  const handleRequest = engine.handleRequest.bind(engine);
  const handleUpgrade = engine.handleUpgrade.bind(engine);
  const close = engine.close.bind(engine);

  preparePrivateFolder(folder);
  const listening = listenPrivately(ownPath, { handleRequest, handleUpgrade });

  engine.generateId = async (request) => {
    await listening;
    return nameSession(own, await generateId(request));
  };
  // A worker that cannot be reached is dead and so are its sessions: the engine here does not know them
  // either, and says so in its own way.
  engine.handleRequest = (request, response) => {
    const holder = serverOf(request.url);
    if (holder === undefined || holder === own) {
      handleRequest(request, response);
      return;
    }
    const to = { socketPath: socketPath(folder, holder), agent };
    forwardRequest(request, response, to, () => handleRequest(request, response));
  };
  engine.handleUpgrade = (request, socket, head) => {
    const holder = serverOf(request.url);
    if (holder === undefined || holder === own) {
      handleUpgrade(request, socket, head);
      return;
    }
    joined.add(socket);
    socket.once("close", () => joined.delete(socket));
    forwardUpgrade(request, socket, head, socketPath(folder, holder), () =>
      handleUpgrade(request, socket, head),
    );
  };
  // Polling sessions of other workers outlive this one: what is on its way may end. A WebSocket cannot move.
  engine.close = () => {
    for (const socket of joined) socket.end();
    listening.then(closePrivately, () => {});
    return close();
  };

  const primary = process.ppid;
  process.once("exit", () => {
    if (process.platform === "win32") return;
    rmSync(ownPath, { force: true });
    // Without their primary all workers end; those that were killed could not clear up.
    const isAbandoned = folder === forwardingDefaults.folder && process.ppid !== primary;
    if (isAbandoned) rmSync(folder, { recursive: true, force: true });
  });
  await listening;
}
