/** A real engine in processes of its own, on free ports of the loopback. */
export interface Engine {
  stop(): Promise<void>;
}
