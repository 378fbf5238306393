/** What the process says when it ends. Documented in the README and in `--help`. */
export const exitCodes = {
  ok: 0,
  /** The connection could not be made, or the workbench could not start. */
  failed: 1,
  /** Scenarios failed, or what was compared differs. */
  differs: 1,
  /** The command line was not understood. */
  usage: 2,
  /** The connection stood and was lost, or was closed with an error code. */
  lost: 3,
  /** The connection ended well, but something could not be sent or was not acknowledged in time. */
  incomplete: 4,
  /** Ended by Ctrl-C, after the closing handshake. */
  interrupted: 130,
} as const;
