import cluster from "node:cluster";
import { NotAWorkerError } from "../../nodes/errors.js";

/** An id begins with the name of the server that holds the session. Being digits, it is safe in a path. */
const NAMED_SID = /[?&]sid=(\d{1,10}-\d{1,5})\./;

let servers = 0;

/** A name for a server of this worker, which no other server of the Node cluster has. */
export function nextServerName(): string {
  if (cluster.worker === undefined) throw new NotAWorkerError();
  return `${cluster.worker.id}-${servers++}`;
}

export function nameSession(server: string, id: string): string {
  return `${server}.${id}`;
}

/** The server that holds the session to which a request belongs, if it belongs to one. */
export function serverOf(url: string | undefined): string | undefined {
  return NAMED_SID.exec(url ?? "")?.[1];
}
