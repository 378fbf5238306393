import type { ClusterMessage, ClusterResponse, NodeId } from "./messages.js";

/**
 * The way from one node's namespace to the same namespace on the other nodes: what an engine (Redis,
 * Postgres, the primary of a Node cluster) has to supply. A channel encodes, carries and decodes; what
 * the messages do is the adapter's matter.
 *
 * `publish` and `respond` encode before they return, never throw, and keep the order of their calls where
 * the engine does. What could not be sent is told by {@link ChannelListener.onError}.
 */
export interface Channel {
  /** Whether what is published to all comes back to its sender. */
  readonly hearsItself: boolean;
  /** Begins to receive. Resolves once it does, or once it is clear that the engine is away. */
  open(): Promise<void> | void;
  /**
   * To all other nodes.
   *
   * @param onKept where the engine keeps messages and names them: called with the name of this one, in one
   * order with {@link ChannelListener.onMessage}; with `undefined` when the engine does not answer in time
   * @returns whether `onKept` will be called
   */
  publish(message: ClusterMessage, onKept?: OnKept): boolean;
  /** To one node. */
  respond(to: NodeId, response: ClusterResponse): void;
  /**
   * How many other nodes listen now, where the engine can tell.
   *
   * @param silent nodes that no longer speak, which are not counted even if they listen
   */
  countOthers?(silent: readonly NodeId[]): Promise<number>;
  /** Rooms with a channel of their own, where the engine can do that: the node has members from now on. Resolves once it receives. */
  enterRoom?(room: string): Promise<void>;
  leaveRoom?(room: string): void;
  /** The engine is out of reach, by what its connections or what its silence tells. */
  onEngineLost?(by: "connection" | "silence"): void;
  close(): Promise<void> | void;
}

/** The adapter, as its channel sees it. */
export interface ChannelListener {
  readonly uid: NodeId;
  readonly namespace: string;
  /** Whether a message for this room concerns anybody here, or may soon. Lets a channel skip what nobody needs before decoding it. */
  hasRoom(room: string): boolean;
  onMessage(message: ClusterMessage, offset?: string): void;
  /** Something that this node has said has come back. */
  onEcho(): void;
  onResponse(response: ClusterResponse): void;
  /** The engine is out of reach. */
  onLost(reason: Error): void;
  /** The engine is there again. `kept`: it kept the messages in between, and they follow. */
  onBack(kept: boolean): void;
  /** One message could not be sent, or one that came could not be read. */
  onError(error: Error): void;
}

export type OnKept = (name: string | undefined) => void;

export type OpenChannel = (listener: ChannelListener) => Channel;
