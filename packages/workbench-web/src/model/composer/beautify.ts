import type { Protocol } from "signalbox/contract";
import { beautifyMarkup } from "../markup.js";
import { beautifyJsonTemplate } from "../variables/jsonTemplate.js";
import { type BodyDraft, bodyText, withBodyText } from "./body.js";
import { type ComposerDraft, changeBody } from "./composer.js";

/** The message with its JSON, XML or HTML set out over lines; whatever cannot be is left as it is. */
export function beautify(draft: ComposerDraft, protocol: Protocol): ComposerDraft {
  return changeBody(draft, protocol, (body) => withBodyText(body, beautified(body)));
}

export function canBeautify(body: BodyDraft): boolean {
  return body.kind === "json" || body.kind === "xml" || body.kind === "html";
}

function beautified(body: BodyDraft): string {
  const text = bodyText(body);
  if (body.kind === "json") return beautifyJsonTemplate(text) ?? text;
  return body.kind === "xml" || body.kind === "html" ? beautifyMarkup(text, body.kind) : text;
}
