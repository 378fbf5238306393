import { engine3 } from "@signalbox/wire/engine";
import { useVersion2 } from "./engine/version2.js";
import { VersionDetection } from "./version2/detection.js";
import { Heartbeat3 } from "./version2/heartbeat.js";
import { RootFirstSession } from "./version2/session.js";

useVersion2({
  codec: engine3,
  createOpening: (host, options) => new VersionDetection(host, options),
  createHeartbeat: (open, host) => new Heartbeat3(open, host),
  createSession: (host) => new RootFirstSession(host),
});
