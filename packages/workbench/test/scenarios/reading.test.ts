import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { ScenarioError } from "../../src/scenarios/index.js";
import { readScenario } from "../../src/scenarios/reading/read.js";
import { nearest } from "../../src/yaml-files/index.js";
import { written } from "./files.js";

async function mistakeIn(text: string): Promise<string> {
  const error: unknown = await readScenario(await written({ "a.yaml": text })).catch((reason) => reason);
  if (!(error instanceof ScenarioError)) throw new Error(`no mistake was found: ${error}`);
  return `${error.at.line}:${error.at.column} ${error.problem}`;
}

const alice = "connections:\n  alice: { url: ws://localhost }\n";

describe("a mistake is told with line, column and what was meant", () => {
  test.each([
    [
      "a key of the scenario",
      "stepps: []\n",
      '1:1 "stepps" is not known in the scenario; did you mean "steps"?',
    ],
    ["no steps", "name: x\n", '1:1 the scenario lacks "steps"'],
    ["a verb", `${alice}steps:\n  - conect: alice\n`, '4:5 "conect" is no step; did you mean "connect"?'],
    [
      "a key of a step",
      `${alice}steps:\n  - send: hi\n    om: alice\n`,
      '5:5 "om" is not known in step 1; did you mean "on"?',
    ],
    [
      "a key deep in a step",
      `${alice}steps:\n  - connect: alice\n  - expect:\n      evnt: x\n`,
      '6:7 "evnt" is not known in "expect"; did you mean "event"?',
    ],
    [
      "two verbs in one step",
      `${alice}steps:\n  - send: hi\n    wait: 2s\n`,
      '5:5 a step does one thing; "send" and "wait" are two steps',
    ],
    [
      "a step that is none",
      `${alice}steps:\n  - hello\n`,
      '4:5 step 1 must be a mapping, not the string "hello"',
    ],
    [
      "a duration",
      `${alice}steps:\n  - wait: soon\n`,
      '4:11 "wait" is "soon", which does not fit: milliseconds, or a number with `ms`, `s` or `m`',
    ],
    [
      "a connection's key",
      "connections:\n  alice: { ulr: ws://localhost }\nsteps: []\n",
      '2:12 "ulr" is not known in "alice"; did you mean "url"?',
    ],
    [
      "a choice",
      "connections:\n  alice: { url: http://localhost, parser: mgspack }\nsteps: []\n",
      '2:43 "parser" is "mgspack"; it must be one of json, msgpack; did you mean "msgpack"?',
    ],
    [
      "an unknown connection",
      `${alice}steps:\n  - connect: alcie\n`,
      '4:14 there is no connection "alcie"; did you mean "alice"?',
    ],
    [
      "a connection left open",
      "connections: { a: { url: ws://x }, b: { url: ws://x } }\nsteps:\n  - send: hi\n",
      '3:5 there are 2 connections; say which one by "on"',
    ],
    [
      "an operator",
      `${alice}steps:\n  - expect: { json: { a: { $regx: x } } }\n`,
      '4:28 "$regx" is no operator; did you mean "$regex"?',
    ],
    [
      "a regular expression",
      `${alice}steps:\n  - expect: { text: { $regex: "(" } }\n`,
      "4:31 Invalid regular expression: /(/u: Unterminated group",
    ],
    [
      "a place to capture from",
      `${alice}steps:\n  - expect: { text: x }\n    capture: { id: socketID }\n`,
      '5:20 "socketID" is no place to capture from: write a JSONPath, /…/, or one of text, socketId, subprotocol, version; did you mean "socketId"?',
    ],
    [
      "inside a branch and a round",
      `${alice}steps:\n  - parallel:\n      one:\n        - repeat: 2\n          steps:\n            - sedn: x\n`,
      '8:15 "sedn" is no step; did you mean "send"?',
    ],
  ])("%s", async (_name, text, expected) => {
    expect(await mistakeIn(text)).toBe(expected);
  });

  test("a JSONPath and a JSON Schema that are none", async () => {
    expect(await mistakeIn(`${alice}steps:\n  - expect: { path: { "$..": 1 } }\n`)).toMatch(
      /^4:23 "\$\.\." is no JSONPath: /,
    );
    expect(await mistakeIn(`${alice}steps:\n  - expect: { schema: { type: strnig } }\n`)).toMatch(
      /^4:23 this is no JSON Schema: /,
    );
  });

  test("what is no YAML", async () => {
    expect(await mistakeIn("steps:\n  - send: [1\n  - wait: 2")).toMatch(/^\d+:\d+ /);
    expect(await mistakeIn("steps: []\nsteps: []\n")).toMatch(/^2:1 .*unique/i);
    expect(await mistakeIn("")).toBe("1:1 the scenario must be a mapping, not empty");
  });

  test("a file that is not there", async () => {
    await expect(readScenario("/nowhere/a.yaml")).rejects.toThrow("/nowhere/a.yaml: there is no such file");
  });
});

describe("rows", () => {
  test("come from CSV with a line of names, quotes and a byte order mark", async () => {
    const file = await written({
      "a.yaml": "rows: rows.csv\nsteps: []\n",
      "rows.csv": '\ufeffname,text\nada,"one, two"\n\nbob,"say ""hi"""\n',
    });
    expect((await readScenario(file)).rows).toEqual([
      { name: "ada", text: "one, two" },
      { name: "bob", text: 'say "hi"' },
    ]);
  });

  test("come from YAML with their types", async () => {
    const file = await written({ "a.yaml": "rows: r.yaml\nsteps: []\n", "r.yaml": "- { n: 1, ok: true }\n" });
    expect((await readScenario(file)).rows).toEqual([{ n: 1, ok: true }]);
  });

  test("that are no table are told with their place", async () => {
    const csv = await written({ "a.yaml": "rows: r.csv\nsteps: []\n", "r.csv": "a,b\n1,2\n3\n" });
    const error: unknown = await readScenario(csv).catch((reason) => reason);
    expect(error).toMatchObject({ code: "ROWS_INVALID", at: { line: 3 } });
    const yaml = await written({ "a.yaml": "rows: r.yaml\nsteps: []\n", "r.yaml": "- { a: 1 }\n- no\n" });
    const other: unknown = await readScenario(yaml).catch((reason) => reason);
    expect(other).toMatchObject({ problem: "a row is a mapping of variables", at: { line: 2 } });
    expect(basename((other as ScenarioError).at.file)).toBe("r.yaml");
  });
});

test("the nearest word is the one that was meant, and far ones are not offered", () => {
  const words = ["connect", "send", "expect", "expectNone", "close"];
  expect(nearest("sned", words)).toBe("send");
  expect(nearest("Expect", words)).toBe("expect");
  expect(nearest("conect", words)).toBe("connect");
  expect(nearest("subscribe", words)).toBeUndefined();
});
