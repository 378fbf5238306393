import { engine3 } from "@signalbox/wire/engine";
import { useVersion2 } from "./engine/version2.js";
import { VersionDetection } from "./version2/detection.js";
import { RootNamespace } from "./version2/root.js";

useVersion2({
  codec: engine3,
  detect: (host) => new VersionDetection(host),
  joinRoot: (host) => new RootNamespace(host),
});
