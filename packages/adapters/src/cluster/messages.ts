import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";

/** What marks the messages of adapters between the processes of a Node cluster; as the official adapter has it. */
export const SOURCE = "_sio_adapter";

/** A message between a worker and the primary. */
export type IpcMessage = (ClusterMessage | (ClusterResponse & { readonly requesterUid: NodeId })) & {
  readonly source: typeof SOURCE;
};

export function isIpcMessage(value: unknown): value is IpcMessage {
  return typeof value === "object" && value !== null && "source" in value && value.source === SOURCE;
}
