import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spanKinds } from "@signalbox/wire/anatomy";
import { expect, it } from "vitest";
import { actions } from "../../src/actions/index.js";
import { en } from "../../src/i18n/en/index.js";
import { createI18n } from "../../src/i18n/index.js";
import { problemText } from "../../src/i18n/problem.js";
import { zhTW } from "../../src/i18n/zh-TW/index.js";
import { spanTextsZhTW } from "../../src/i18n/zh-TW/spans.js";

const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort();

it("has the same messages with the same values in both languages", () => {
  expect(Object.keys(zhTW).sort()).toEqual(Object.keys(en).sort());
  for (const [key, message] of Object.entries(en)) {
    expect([key, placeholders(zhTW[key as keyof typeof en])]).toEqual([key, placeholders(message)]);
  }
});

it("leaves nothing untranslated but names", () => {
  const same = Object.entries(en).filter(([key, message]) => zhTW[key as keyof typeof en] === message);
  expect(same.map(([key]) => key).sort()).toEqual(["filterKind.engine", "kind.ping", "kind.pong"]);
});

it("says every problem of the workbench in both languages", () => {
  const source = fileURLToPath(new URL("../../../workbench/src/", import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const codes = new Set<string>();
  for (const file of files) {
    for (const [line] of readFileSync(join(source, file), "utf8").matchAll(/\bcode: .*"[A-Z]+_[A-Z_]+".*/g)) {
      for (const [, code] of line.matchAll(/"([A-Z]+_[A-Z_]+)"/g)) if (code) codes.add(code);
    }
  }
  expect(codes.size).toBeGreaterThan(20);
  expect([...codes].filter((code) => !(`problem.${code}` in en) && !NOT_WORDED.has(code))).toEqual([]);
});

/** Their sentence names what was wrong with a value that only the backend knows; it is shown as it came. */
const NOT_WORDED: ReadonlySet<string> = new Set(["REQUEST_INVALID", "FILTER_INVALID"]);

it("words every kind of byte in Traditional Chinese", () => {
  expect(spanKinds.filter((kind) => !(kind in spanTextsZhTW))).toEqual([]);
});

it("says where a variable stands", () => {
  const problem = {
    code: "VARIABLE_UNKNOWN",
    message: 'The variable "token" has no value (in headers[1].value).',
  };
  const at = (where: string) => ({ ...problem, values: { name: "token", where } });
  expect(problemText(createI18n("zh-TW"), at("headers[1].value")).message).toBe(
    "變數「token」沒有值。（位於 headers[1].value。）",
  );
  expect(problemText(createI18n("zh-TW"), at("")).message).toBe("變數「token」沒有值。");
});

it("falls back to the backend's English for a code or a value it does not know", () => {
  const i18n = createI18n("zh-TW");
  expect(problemText(i18n, { code: "NEW_CODE", message: "Something new." })).toEqual({
    message: "Something new.",
  });
  expect(problemText(i18n, { code: "CONNECT_REFUSED", message: "Refused.", values: {} }).message).toBe(
    "Refused.",
  );
  expect(
    problemText(i18n, { code: "CONNECT_REFUSED", message: "Refused.", values: { host: "h", port: 9 } })
      .message,
  ).toBe("h 的連接埠 9 上沒有服務。");
});

it("gives no two actions the same keys", () => {
  const keys = actions.flatMap((action) => action.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
});
