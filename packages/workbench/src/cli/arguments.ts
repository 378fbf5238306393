/**
 * `--socket.io` and `--ack` may stand alone before the URL. An option with an optional value would take the
 * URL for it, so the value it stands for is written out.
 */
export function withExplicitValues(argv: readonly string[]): string[] {
  return argv.map((argument, at) => {
    if (argument === "--socket.io") return "--socket.io=auto";
    if (argument === "--ack" && !/^[\d.]+$/.test(argv[at + 1] ?? "")) return `--ack=${defaultAckSeconds}`;
    return argument;
  });
}

export const defaultAckSeconds = 5;
