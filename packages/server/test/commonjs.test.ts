import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

// What is required is the build: Node loads no TypeScript.
const built = fileURLToPath(new URL("../dist/index.js", import.meta.url));

function run(script: string): unknown {
  const output = execFileSync(process.execPath, ["--no-warnings", "-e", script], { encoding: "utf8" });
  return JSON.parse(output);
}

it("is a factory with names when it is required", () => {
  expect(
    run(`
      const signalbox = require(${JSON.stringify(built)});
      const io = signalbox({ path: "/x" });
      const { Server, Namespace, Socket } = signalbox;
      console.log(JSON.stringify([typeof signalbox, io instanceof Server, io.of("/a") instanceof Namespace, typeof Socket, io.path()]));
    `),
  ).toEqual(["function", true, true, "function", "/x"]);
});

it("has named exports and no default when it is imported", () => {
  expect(
    run(`
      import(${JSON.stringify(built)}).then((m) =>
        console.log(JSON.stringify([typeof m.Server, typeof m.Namespace, typeof m.Socket, "default" in m])));
    `),
  ).toEqual(["function", "function", "function", false]);
});
