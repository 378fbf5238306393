import { describe, expect, it } from "vitest";
import { closeCodes, closePayload, describeCloseCode, isCloseCodeOnWire } from "../../src/websocket/index.js";
import { hex } from "./collect.js";

describe("close codes", () => {
  it("may be sent as RFC 6455 section 7.4 and the registry say", () => {
    const allowed = (code: number) =>
      [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014].includes(code) ||
      (code >= 3000 && code <= 4999);
    for (let code = -1; code <= 65_536; code++) {
      if (isCloseCodeOnWire(code) !== allowed(code)) expect.fail(String(code));
    }
    expect(isCloseCodeOnWire(3000.5)).toBe(false);
    expect(isCloseCodeOnWire(Number.NaN)).toBe(false);
  });

  it("have a name and a meaning, whatever the number", () => {
    expect(closeCodes.size).toBe(16);
    expect(describeCloseCode(1006).name).toBe("Abnormal Closure");
    expect(describeCloseCode(3500).name).toBe("Library");
    expect(describeCloseCode(4001).name).toBe("Application");
    expect(describeCloseCode(2999)).toMatchObject({ name: "Invalid", onWire: false });
  });
});

describe("closePayload", () => {
  it("is the code and the reason", () => {
    expect(hex(closePayload(1000))).toBe("03e8");
    expect(hex(closePayload(4999, "é"))).toBe("1387c3a9");
  });

  it("refuses what may not be sent", () => {
    expect(() => closePayload(1005)).toThrow(RangeError);
    expect(() => closePayload(1000, "x".repeat(124))).toThrow(RangeError);
    expect(() => closePayload(1000, "é".repeat(62))).toThrow("124 bytes");
    expect(closePayload(1000, "x".repeat(123))).toHaveLength(125);
  });
});
