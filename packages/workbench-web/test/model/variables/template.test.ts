import { describe, expect, it } from "vitest";
import { beautifyJsonTemplate, jsonTemplateFault } from "../../../src/model/variables/jsonTemplate.js";
import { filledIn, placeholders } from "../../../src/model/variables/template.js";

describe("variables in a text", () => {
  it("are found with their names", () => {
    expect(placeholders("a {{ token }} {{$randomInt 1 6}} {{}} {x}")).toEqual([
      { from: 2, to: 13, name: "token" },
      { from: 14, to: 32, name: "$randomInt" },
    ]);
  });

  it("are filled in without moving anything", () => {
    expect(filledIn('{"a":{{b}}}')).toBe('{"a":11111}');
  });

  it("do not hide where JSON ends", () => {
    expect(jsonTemplateFault('{"a":{{b}}}')).toBeUndefined();
    expect(jsonTemplateFault('{"a":{{b}} x}')).toMatchObject({ line: 1, column: 12 });
  });

  it("stay where they are when JSON is set out, whatever numbers stand beside them", () => {
    expect(beautifyJsonTemplate('[10000000,{{a}},"{{b c}}",{{a}}]')).toBe(
      '[\n  10000000,\n  {{a}},\n  "{{b c}}",\n  {{a}}\n]',
    );
  });
});
