import { fileURLToPath } from "node:url";
import { type PeerProcess, startProcess } from "@signalbox/peers";
import { prepare, revive } from "../nodes/control.mjs";

export type Make = "ours" | "stock";
export type AdapterName = "redis" | "sharded" | "streams" | "postgres" | "cluster";

/** Which adapter the nodes use, and what it runs on. */
export interface Setup {
  readonly adapter: AdapterName;
  readonly redis?: {
    readonly driver: "redis" | "ioredis";
    readonly ports: readonly number[];
    /** The name by which a sentinel, on the only port, knows the servers. */
    readonly sentinel?: string;
  };
  readonly postgres?: { readonly url: string };
  /** What joins the primary of a Node cluster to other processes. */
  readonly primaryPostgres?: { readonly url: string };
  readonly options?: Readonly<Record<string, unknown>>;
  /** Whether the workers of a Node cluster listen on one port, as they do by default. */
  readonly sharesPort?: boolean;
  /** Options of `forwardSessions`, if sessions are forwarded between the workers of a Node cluster. */
  readonly forwarding?: { readonly folder?: string };
  /** Options of the Socket.IO server. */
  readonly server?: Readonly<Record<string, unknown>>;
}

/** One node in a process of its own, driven from here. */
export interface Node {
  readonly name: string;
  readonly make: Make;
  readonly port: number;
  readonly pid: number;
  /** Makes the node do something; resolves with its result. */
  order<T = unknown>(order: string, args?: Readonly<Record<string, unknown>>): Promise<T>;
}

export interface Nodes {
  readonly all: readonly Node[];
  stop(): Promise<void>;
}

const script = (name: string) => fileURLToPath(new URL(`../nodes/${name}`, import.meta.url));
const NAMES = ["A", "B", "C", "D", "E"];

/**
 * Starts one node for each make. Those of a Node cluster are workers of one primary.
 *
 * @param setup of all of them, or of each
 */
export async function startNodes(
  setup: Setup | ((index: number) => Setup),
  makes: readonly Make[],
  primary: Make = "ours",
): Promise<Nodes> {
  const setupOf = typeof setup === "function" ? setup : () => setup;
  const configs = makes.map((make, index) => ({ ...setupOf(index), make, name: NAMES[index] }));
  if (setupOf(0).adapter === "cluster") return startWorkers(configs, primary);
  const processes = await Promise.all(configs.map((config) => startNode(config)));
  return {
    all: processes.map(([node]) => node),
    async stop() {
      await Promise.all(processes.map(([, process]) => process.stop("SIGKILL")));
    },
  };
}

/** Starts a process that speaks to the nodes without being one. */
export async function startEmitter(setup: Setup, make: Make): Promise<Node & { stop(): Promise<void> }> {
  const [node, process] = await startNode({ ...setup, make, name: "emitter", emitter: true });
  return { ...node, stop: () => process.stop("SIGKILL") };
}

type Config = Setup & { readonly make: Make; readonly name: string | undefined; readonly emitter?: boolean };

async function startNode(config: Config): Promise<[Node, PeerProcess]> {
  const peer = await startProcess(process.execPath, [script("node.mjs")], { NODE: JSON.stringify(config) });
  const control = numberIn(await peer.line((line) => line.startsWith("control ")));
  return [makeNode(config, peer.port, control, peer.pid), peer];
}

async function startWorkers(configs: readonly Config[], make: Make): Promise<Nodes> {
  const peer = await startProcess(process.execPath, [script("primary.mjs")], {
    PRIMARY: JSON.stringify({ make, nodes: configs, primaryPostgres: configs[0]?.primaryPostgres }),
  });
  const all = await Promise.all(
    configs.map(async (config, index) => {
      const said = async (what: string) =>
        numberIn(await peer.line((line) => line.startsWith(`worker ${index} ${what} `)));
      const [pid, control, port] = await Promise.all([said("pid"), said("control"), said("ready")]);
      return makeNode(config, port, control, pid);
    }),
  );
  return { all, stop: () => peer.stop("SIGTERM") };
}

function numberIn(line: string): number {
  return Number(line.slice(line.lastIndexOf(" ") + 1));
}

function makeNode({ name = "", make }: Config, port: number, control: number, pid: number): Node {
  return {
    name,
    make,
    port,
    pid,
    async order<T>(order: string, args: Readonly<Record<string, unknown>> = {}): Promise<T> {
      const response = await fetch(`http://127.0.0.1:${control}`, {
        method: "POST",
        body: JSON.stringify(prepare({ order, ...args })),
      });
      const { result, error, responses } = revive(await response.json()) as {
        result: T;
        error?: string;
        responses?: unknown;
      };
      if (error !== undefined) throw Object.assign(new Error(error), { responses });
      return result;
    },
  };
}

/** Asks again until the answer satisfies, and fails with the last one. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  satisfies: (answer: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > end) throw new Error(`still ${JSON.stringify(answer)} after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
