import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const ours = fileURLToPath(new URL("../../", import.meta.url));

/**
 * A directory with the repository's node_modules in which `ws` is this package, as an npm override would
 * install it. Programs run in it with `--preserve-symlinks`, so that every package finds that `ws`.
 */
export class ReplacedModule {
  readonly directory = mkdtempSync(join(tmpdir(), "signalbox-override-"));

  constructor() {
    const modules = join(this.directory, "node_modules");
    mkdirSync(modules);
    for (const source of [join(root, "node_modules"), join(ours, "node_modules")])
      this.#link(source, modules);
    symlinkSync(ours, join(modules, "ws"));
  }

  /** Links every package; scopes are made, so that two sources can share one. */
  #link(source: string, target: string): void {
    let names: string[] = [];
    try {
      names = readdirSync(source);
    } catch {
      // The package has no node_modules of its own when everything could be hoisted.
    }
    for (const name of names) {
      if (name === "ws" || name.startsWith(".")) continue;
      if (name.startsWith("@") && !target.includes("@")) {
        mkdirSync(join(target, name), { recursive: true });
        this.#link(join(source, name), join(target, name));
      } else {
        rmSync(join(target, name), { force: true });
        symlinkSync(join(source, name), join(target, name));
      }
    }
  }

  /** Puts a program beside the node_modules, so that it resolves from there; returns the arguments for node. */
  command(program: string, name: string): string[] {
    const link = join(this.directory, name);
    symlinkSync(program, link);
    return ["--preserve-symlinks", "--preserve-symlinks-main", link];
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
