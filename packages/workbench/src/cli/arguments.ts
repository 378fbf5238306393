/**
 * `--socket.io` may stand alone before the URL. An option with an optional value would take the URL for it,
 * so the value it stands for is written out.
 */
export function withExplicitValues(argv: readonly string[]): string[] {
  return argv.map((argument) => (argument === "--socket.io" ? "--socket.io=auto" : argument));
}
