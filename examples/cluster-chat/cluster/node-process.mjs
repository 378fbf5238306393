import { fork } from "node:child_process";
import { once } from "node:events";

const RESTART_MS = 10_000;

/** One node in a process of its own, which is started again on the same port when it dies. */
export class Node {
  #engine;
  #onChange;
  #child;
  #timer;
  #isStopping = false;

  /**
   * @param name begins the ids of its sessions, by which nginx knows whose they are
   * @param engine what joins the nodes: `{ redis: url }` or `{ postgres: url }`
   * @param onChange its process is another now
   */
  static async start(name, engine, onChange) {
    const node = new Node();
    node.name = name;
    node.port = 0;
    node.#engine = engine;
    node.#onChange = onChange;
    await node.#run();
    return node;
  }

  get pid() {
    return this.#child.pid;
  }

  async #run() {
    const { name, port } = this;
    this.#child = fork(new URL("../node.mjs", import.meta.url), {
      env: { ...process.env, NODE: JSON.stringify({ name, port, ...this.#engine }) },
    });
    this.#child.once("exit", (code, signal) => this.#onExit(code, signal));
    const [listening] = await Promise.race([
      once(this.#child, "message"),
      once(this.#child, "exit").then(() => {
        throw new Error(`node ${name} did not start`);
      }),
    ]);
    this.port = listening.port;
  }

  #onExit(code, signal) {
    if (this.#isStopping || this.port === 0) return;
    console.log(`Node ${this.name} is gone (${signal ?? `exit code ${code}`}).`);
    this.#timer = setTimeout(async () => {
      await this.#run();
      console.log(`Node ${this.name} is back.`);
      this.#onChange();
    }, RESTART_MS);
  }

  async stop() {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }
}
