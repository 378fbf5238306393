/** A network before an engine, which can be broken in two ways. */
export interface Network {
  readonly port: number;
  /** Swallows everything from now on; connections stay, and what they carry waits. */
  hold(): void;
  release(): void;
  /** Breaks all connections and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
}

/** @param target a port of the loopback */
export function startNetwork(target: number): Promise<Network>;
