export { Reactions, type ReactionsHost } from "./reactions.js";
