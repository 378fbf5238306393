export { Connection, type ConnectionOptions } from "./connection.js";
export { type DriverOptions, driverDefaults, type Log } from "./driver.js";
export { ConnectionRegistry, type OpenCall, type RegistryOptions } from "./registry.js";
