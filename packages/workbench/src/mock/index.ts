export { type Faults, type MockOptions, mockDefaults } from "./options.js";
export type { MockNews } from "./scene.js";
export { type DescriptionOptions, scriptOfDescription } from "./script/from-asyncapi.js";
export { scriptOfCapture } from "./script/from-capture.js";
export { scriptOfScenario } from "./script/from-scenario.js";
export type { MockScript } from "./script/script.js";
export { type MockServer, startMock } from "./server/mock-server.js";
