import { engine3 } from "@signalbox/wire/engine";
import { askVersion, versionOfAnswer } from "./engine/detect.js";
import { useVersion2 } from "./engine/version2.js";

useVersion2({ codec: engine3, askVersion, versionOfAnswer });
