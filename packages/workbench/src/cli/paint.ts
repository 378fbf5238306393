export type Paint = (role: "tag" | "good" | "bad" | "quiet", text: string) => string;

const colours = { tag: 35, good: 32, bad: 31, quiet: 90 } as const;

/** Colour, where a terminal shows it and the person has not asked for none. */
export function paintFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Paint {
  if (!stream.isTTY || env.NO_COLOR || env.TERM === "dumb") return (_role, text) => text;
  return (role, text) => `\u001b[${colours[role]}m${text}\u001b[0m`;
}
