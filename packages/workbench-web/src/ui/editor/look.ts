import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.tagName, tags.keyword], color: "var(--tag)" },
  { tag: [tags.string, tags.attributeValue], color: "var(--in)" },
  { tag: [tags.number, tags.bool, tags.null, tags.attributeName], color: "var(--out)" },
  { tag: tags.comment, color: "var(--mute)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

const common = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--out) 32%, transparent)",
  },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-variable": {
    borderRadius: "3px",
    background: "color-mix(in srgb, var(--warn) 16%, transparent)",
    color: "var(--warn)",
  },
  ".cm-variable *": { color: "var(--warn)" },
  ".cm-variable-unknown": {
    background: "color-mix(in srgb, var(--bad) 12%, transparent)",
    color: "var(--bad)",
    textDecoration: "underline wavy 1px",
    textUnderlineOffset: "3px",
  },
  ".cm-variable-unknown *": { color: "var(--bad)" },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    background: "var(--raise)",
    color: "var(--text)",
    boxShadow: "var(--shadow)",
    font: "12px / 1.5 var(--font)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: "12px / 1.5 var(--mono)",
    maxHeight: "14em",
    padding: "4px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    gap: "16px",
    padding: "2px 8px",
    borderRadius: "var(--radius-small)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--selected)",
    color: "var(--text)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", color: "var(--warn)" },
  ".cm-completionDetail": { marginLeft: "auto", color: "var(--mute)", fontStyle: "normal" },
  "li[aria-selected] .cm-completionDetail": { color: "var(--selected-mute)" },
  ".cm-variable-tip": { maxWidth: "420px", padding: "6px 10px", overflowWrap: "anywhere" },
  ".cm-variable-tip code": { display: "block", fontFamily: "var(--mono)" },
  ".cm-variable-tip span": { color: "var(--mute)" },
});

const manyLines = EditorView.theme({
  "&": { height: "100%" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "12px", lineHeight: "18px" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--faint)", minWidth: "34px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "30px", padding: "0 4px 0 6px" },
  "&:not(.cm-focused) .cm-matchingBracket": { background: "transparent" },
  "&.cm-focused .cm-matchingBracket": {
    background: "color-mix(in srgb, var(--accent) 26%, transparent)",
    outline: "none",
  },
  ".cm-foldPlaceholder": {
    background: "var(--raise)",
    border: "1px solid var(--line)",
    color: "var(--mute)",
  },
});

const oneLine = EditorView.theme({
  "&": { height: "100%" },
  ".cm-scroller": {
    overflowX: "auto",
    overflowY: "hidden",
    scrollbarWidth: "none",
    fontFamily: "inherit",
    fontSize: "inherit",
    lineHeight: "inherit",
  },
  ".cm-content": { padding: "0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0" },
});

export const manyLinesLook: Extension = [syntaxHighlighting(colours), common, manyLines];
export const oneLineLook: Extension = [common, oneLine];
