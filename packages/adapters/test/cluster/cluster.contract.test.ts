import { describeContract } from "../contract/suite.js";

describeContract("Node cluster", async () => ({ adapter: "cluster" }), {
  mixes: [
    ["ours", "ours", "ours"],
    ["ours", "stock", "ours"],
    ["ours", "stock", "ours"],
  ],
  primaries: ["ours", "ours", "stock"],
});
