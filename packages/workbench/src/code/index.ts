export { codeOf } from "./code.js";
