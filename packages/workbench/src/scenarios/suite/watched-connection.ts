import { Connection } from "../../connections/index.js";
import type { ConnectionLog } from "../../connections/registry.js";
import type { CreateConnection } from "../running/session.js";

/** Rows of a run in the timeline that a page shows, by their numbers in the run. */
export interface WatchedRows {
  readonly create: CreateConnection;
  readonly connectionIds: readonly string[];
  /** The row of the timeline for a row of the run. */
  seqOf(seq: number | undefined): number | undefined;
}

/** Connections of a run whose rows go to a timeline too. `id` and `title` tell them from those of other runs. */
export function watchedRows(timeline: ConnectionLog, id: string, title: string): WatchedRows {
  const seqs = new Map<number, number>();
  const connectionIds: string[] = [];
  return {
    connectionIds,
    seqOf: (seq) => (seq === undefined ? undefined : seqs.get(seq)),
    create(options) {
      const connectionId = `${id}/${options.id}`;
      const { protocol, url } = options.request;
      const number = timeline.addConnection({
        id: connectionId,
        protocol,
        title: `${options.title} (${title})`,
        url,
      });
      connectionIds.push(connectionId);
      return new Connection({
        ...options,
        id: connectionId,
        log(entry) {
          const seq = options.log(entry);
          const pairSeq = entry.pairSeq === undefined ? undefined : seqs.get(entry.pairSeq);
          const isOurs = entry.direction === "sent" && (entry.kind === "message" || entry.kind === "event");
          seqs.set(
            seq,
            timeline.append(number, { ...entry, pairSeq, ...(isOurs && { origin: "scenario" }) }),
          );
          return seq;
        },
      });
    },
  };
}
