import type { ConnectionState, Result } from "../contract/index.js";
import { ProjectError } from "../project/index.js";
import { refused } from "../result.js";
import type { Workbench } from "../workbench.js";
import { type CallSource, on } from "./calls.js";
import {
  checkBehaviour,
  checkClose,
  checkMessage,
  checkOpenCall,
  checkReactions,
  checkRepeat,
} from "./checks.js";

/** Answers what one page asks of the connections. */
export function serveConnections(socket: CallSource, workbench: Workbench): void {
  const { connections } = workbench;

  on(socket, "connection:open", async (call, ack) => {
    const problem = checkOpenCall(call);
    ack(problem ? refused(problem) : await open(workbench, call));
  });
  on(socket, "connection:close", (call, ack) => {
    const problem = checkClose(call);
    ack(problem ? refused(problem) : connections.close(call.id, call.code, call.reason));
  });
  on(socket, "connection:remove", ({ id }, ack) => ack(connections.remove(id)));
  on(socket, "connection:send", async ({ id, message }, ack) => {
    const problem = checkMessage(message);
    ack(problem ? refused(problem) : await connections.send(id, message));
  });
  on(socket, "connection:repeat", ({ id, repeat }, ack) => {
    const problem = checkRepeat(repeat);
    ack(problem ? refused(problem) : connections.repeat(id, repeat));
  });
  on(socket, "connection:stop-repeat", ({ id }, ack) => ack(connections.stopRepeat(id)));
  on(socket, "connection:behave", ({ id, behaviour }, ack) => {
    const problem = checkBehaviour(behaviour);
    ack(problem ? refused(problem) : connections.behave(id, behaviour));
  });
  on(socket, "connection:react", async ({ id, reactions }, ack) => {
    const problem = checkReactions(reactions);
    ack(problem ? refused(problem) : await connections.react(id, reactions));
  });
}

type OpenCall = Parameters<Workbench["connections"]["open"]>[0];

/** A saved request brings its reactions, unless the page says which. */
async function open({ connections, project }: Workbench, call: OpenCall): Promise<Result<ConnectionState>> {
  if (call.path === undefined || call.reactions !== undefined) return await connections.open(call);
  try {
    const { saved } = await project.readRequest(call.path);
    return await connections.open({ ...call, reactions: saved.reactions ?? [] });
  } catch (error) {
    // Moved or broken meanwhile: the connection does not need the file.
    if (error instanceof ProjectError) return await connections.open(call);
    throw error;
  }
}
