import { describeRecovery } from "../contract/recovery.js";

describeRecovery("Node cluster", async () => ({ adapter: "cluster" }));
