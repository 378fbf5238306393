/** A name that every file system takes. */
export function fileNameOf(name: string): string {
  const safe = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: file systems refuse just these.
    .replace(/[<>:"/\\|?*\u0000-\u001f]/g, "-")
    .replace(/^\.+|[. ]+$/g, "")
    .trim();
  return safe === "" ? "unnamed" : safe;
}

/** Gives each file a path of its own. */
export class UniquePaths {
  readonly #taken = new Set<string>();

  take(path: string, ending: string): string {
    let free = path + ending;
    for (let number = 2; this.#taken.has(free.toLowerCase()); number++) free = `${path} ${number}${ending}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
