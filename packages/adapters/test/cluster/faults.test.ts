import { describeFaults } from "../contract/faults.js";

describeFaults("Node cluster", async () => ({ adapter: "cluster" }));
