import styles from "./Kbd.module.css";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const MAC_SIGNS: Readonly<Record<string, string>> = {
  $mod: "⌘",
  Control: "⌃",
  Shift: "⇧",
  Alt: "⌥",
  Enter: "⏎",
};
const OTHER_SIGNS: Readonly<Record<string, string>> = { $mod: "Ctrl", Control: "Ctrl", Enter: "⏎" };
const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  BracketLeft: "[",
  BracketRight: "]",
  Slash: "/",
  Space: "Space",
};

/** A binding in tinykeys' notation, `$mod+k`, as this keyboard names its keys. */
export function keyNames(binding: string): readonly string[] {
  const signs = IS_MAC ? MAC_SIGNS : OTHER_SIGNS;
  return binding.split("+").map((key) => {
    const plain = key.replace(/^Key|^Digit/, "");
    return signs[key] ?? NAMES[key] ?? (plain.length === 1 ? plain.toUpperCase() : plain);
  });
}

export function Kbd({ keys, inherit = false }: { readonly keys: string; readonly inherit?: boolean }) {
  return (
    <kbd className={inherit ? `${styles.kbd} ${styles.inherit}` : styles.kbd}>{keyNames(keys).join(" ")}</kbd>
  );
}
