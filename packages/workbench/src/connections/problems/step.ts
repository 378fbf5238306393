import type { Problem } from "../../contract/index.js";

/** How far an attempt had come. */
export type NetworkStep = "dns" | "tcp" | "proxy" | "tls" | "http";

/** What a server answered in the place of a connection. */
export type Response = NonNullable<Problem["response"]>;
