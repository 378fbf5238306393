import { afterAll, expect, test } from "vitest";
import { output, program } from "./programs.js";
import { ReplacedModule } from "./replaced-module.js";

// Runs from dist, as an installed package does.
const replaced = new ReplacedModule();
afterAll(() => replaced.remove());

async function run(name: string): Promise<unknown> {
  return JSON.parse(await output(process.execPath, replaced.command(program(name), name)));
}

test("socket.io and socket.io-client on ours in the place of ws", async () => {
  expect(await run("socket-io.mjs")).toEqual({
    isOurs: true,
    isOursByRequire: true,
    echoed: ["text", { nested: [1, 2] }, "bytes", true],
    texts: ["hello", "hello"],
    reason: "client namespace disconnect",
    transport: "websocket",
  });
});

test("graphql-ws on ours in the place of ws", async () => {
  expect(await run("graphql-ws.mjs")).toEqual({
    isOurs: true,
    answers: [{ hello: "world" }, { greetings: "Hi" }, { greetings: "Bonjour" }, { greetings: "Hola" }],
  });
});

test("@fastify/websocket on ours in the place of ws", async () => {
  expect(await run("fastify.mjs")).toEqual({
    isOurs: true,
    answer: "ada says hello",
    second: "bob says hi",
    closed: 1005,
  });
});
