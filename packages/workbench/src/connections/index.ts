export { Connection, type ConnectionOptions } from "./connection.js";
export { driverDefaults, type Log } from "./driver.js";
export type { FileReader } from "./network/tls-files.js";
export { type ConnectionLog, ConnectionRegistry, type OpenCall, type RegistryOptions } from "./registry.js";
