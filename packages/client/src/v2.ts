import { engine3 } from "@signalbox/wire/engine";
import { useVersion2 } from "./engine/version2.js";
import { VersionDetection } from "./version2/detection.js";
import { Heartbeat3 } from "./version2/heartbeat.js";
import { RootFirstSession } from "./version2/session.js";

useVersion2({
  createOpening(host, options) {
    if (options.version === 2) host.codec = engine3;
    return options.version === "auto" ? new VersionDetection(host, options) : undefined;
  },
  createHeartbeat: (open, host) => (host.codec.version === 3 ? new Heartbeat3(open, host) : undefined),
  createSession: (host) => (host.version === 2 ? new RootFirstSession(host) : undefined),
  sessionOf: ({ _version2 }) => _version2,
});
