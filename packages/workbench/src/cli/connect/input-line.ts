import type { EventArgument, SocketIoMessage } from "../../contract/index.js";

/**
 * A line as an event: `name argument …`, each argument JSON or a plain word, or one JSON array
 * `["name", argument, …]`. Returns undefined for a line without a name, a string for what is wrong.
 */
export function eventOfLine(line: string): SocketIoMessage | string | undefined {
  const text = line.trim();
  if (text === "") return undefined;
  if (text.startsWith("[")) return eventOfArray(text);
  const [event = "", ...words] = splitArguments(text);
  return { kind: "event", event: unquoted(event), args: words.map(argumentOf) };
}

function eventOfArray(text: string): SocketIoMessage | string {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch (error) {
    return `the line is not a JSON array: ${error instanceof Error ? error.message : error}`;
  }
  const [event, ...args] = Array.isArray(values) ? values : [];
  if (typeof event !== "string") return "the first element of the array must be the event's name";
  return { kind: "event", event, args: args.map((arg) => ({ kind: "json", body: JSON.stringify(arg) })) };
}

/** Splits at white space that is not inside a JSON string, array or object. */
function splitArguments(text: string): string[] {
  const words: string[] = [];
  let word = "";
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (inString) {
      word += character;
      if (character === "\\") word += text[++at] ?? "";
      else if (character === '"') inString = false;
      continue;
    }
    if (/\s/.test(character) && depth === 0) {
      if (word !== "") words.push(word);
      word = "";
      continue;
    }
    if (character === '"') inString = true;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    word += character;
  }
  if (word !== "") words.push(word);
  return words;
}

function unquoted(word: string): string {
  return word.startsWith('"') && isJson(word) ? String(JSON.parse(word)) : word;
}

/** What looks like JSON must be JSON, so that a slip of the pen is not sent as a string. */
function argumentOf(word: string): EventArgument {
  return isJson(word) || /^["[{]/.test(word) ? { kind: "json", body: word } : { kind: "text", body: word };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
