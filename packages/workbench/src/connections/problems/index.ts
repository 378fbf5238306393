/**
 * Everything that can go wrong with a connection, as a person is told it. The codes are stable: the page
 * translates by them, scripts that read the CLI's output may rely on them. docs/problems.md lists them.
 */
import { handshakeProblems } from "./handshake.js";
import { networkProblems } from "./network.js";
import { sendingProblems } from "./sending.js";
import { socketIoProblems } from "./socket-io.js";
import { tlsProblems } from "./tls.js";

export type { NetworkStep } from "./step.js";

export const problems = {
  ...networkProblems,
  ...tlsProblems,
  ...handshakeProblems,
  ...socketIoProblems,
  ...sendingProblems,
} as const;
