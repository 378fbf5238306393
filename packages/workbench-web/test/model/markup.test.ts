import { describe, expect, it } from "vitest";
import { beautifyMarkup } from "../../src/model/markup.js";

describe("markup set out over lines", () => {
  it("puts each element of XML on its line, with its text", () => {
    expect(beautifyMarkup('<?xml version="1.0"?><a x="1"><b>one two</b><c/><d><e></e></d></a>', "xml")).toBe(
      '<?xml version="1.0"?>\n<a x="1">\n  <b>one two</b>\n  <c/>\n  <d>\n    <e></e>\n  </d>\n</a>',
    );
  });

  it("knows HTML's elements without an end, and leaves what stands verbatim", () => {
    expect(beautifyMarkup("<div><br><p>hi<img src=a></p><pre>  a\n b</pre></div>", "html")).toBe(
      "<div>\n  <br>\n  <p>\n    hi\n    <img src=a>\n  </p>\n  <pre>  a\n b</pre>\n</div>",
    );
  });

  it("keeps what is not markup", () => {
    expect(beautifyMarkup("a < b", "xml").replace(/\s/g, "")).toBe("a<b");
  });
});
