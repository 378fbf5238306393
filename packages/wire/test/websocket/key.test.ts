import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../../src/websocket/base64.js";
import { acceptKey, createKey, isKey } from "../../src/websocket/index.js";
import { sha1 } from "../../src/websocket/sha1.js";
import { bytes } from "./collect.js";

describe("the handshake key", () => {
  it("is answered as in RFC 6455 section 1.3", () => {
    expect(createKey(bytes("74 68 65 20 73 61 6d 70 6c 65 20 6e 6f 6e 63 65"))).toBe(
      "dGhlIHNhbXBsZSBub25jZQ==",
    );
    expect(acceptKey("dGhlIHNhbXBsZSBub25jZQ==")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  });

  it("is 16 bytes in Base64", () => {
    expect(() => createKey(new Uint8Array(15))).toThrow(RangeError);
    expect(isKey("AAAAAAAAAAAAAAAAAAAAAA==")).toBe(true);
    for (const bad of [
      "",
      "AAAA",
      "AAAAAAAAAAAAAAAAAAAAAAA=",
      "AAAAAAAAAAAAAAAAAAAAA*==",
      "AAAAAAAAAAAAAAAAAAAAAA==, AAAAAAAAAAAAAAAAAAAAAA==",
    ]) {
      expect(isKey(bad), bad).toBe(false);
    }
  });
});

describe("SHA-1 and Base64", () => {
  it("agree with Node at every length around a block and at random ones", () => {
    const check = (input: Uint8Array) => {
      expect(Buffer.from(sha1(input)).toString("hex")).toBe(createHash("sha1").update(input).digest("hex"));
      expect(encodeBase64(input)).toBe(Buffer.from(input).toString("base64"));
    };
    for (let length = 0; length < 200; length++) check(new Uint8Array(length).fill(length));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), check));
  });
});
