// The same with Socket.IO 2.
import "../v2.js";

export { default } from "./global.js";
