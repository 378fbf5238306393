import { expect, test } from "vitest";
import { CookieJar } from "../src/runtime/cookies.js";

test("keeps cookies by name until they expire", () => {
  const jar = new CookieJar();
  expect(jar.header()).toBe("");
  jar.store(["a=1; Path=/; HttpOnly", "b=x=y", " c = 3 ; Max-Age=60", "no equals sign", "=nameless"]);
  expect(jar.header()).toBe("a=1; b=x=y; c=3");
  jar.store([
    "a=2; Max-Age=0",
    "b=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "c=5; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60",
    "d=6; Expires=never",
  ]);
  expect(jar.header()).toBe("c=5; d=6");
});
