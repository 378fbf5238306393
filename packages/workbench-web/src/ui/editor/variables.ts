import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  hoverTooltip,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { VariableInfo } from "signalbox/contract";
import { placeholders } from "../../model/variables/template.js";

/** What an editor needs to know of the variables; the words are in the language of the page. */
export interface VariableSource {
  readonly all: () => readonly VariableInfo[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Where a variable comes from, or that there is none of the name. */
  readonly origin: (variable: VariableInfo | undefined) => string;
}

const known = Decoration.mark({ class: "cm-variable" });
const unknown = Decoration.mark({ class: "cm-variable cm-variable-unknown" });

/** `{{variables}}` in an editor: marked, completed after `{{`, explained on hover. */
export function variableSupport(source: VariableSource): Extension {
  const find = (name: string) => source.all().find((variable) => variable.name === name);

  const decorate = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      for (const found of placeholders(view.state.sliceDoc(from, to))) {
        builder.add(from + found.from, from + found.to, find(found.name) ? known : unknown);
      }
    }
    return builder.finish();
  };

  const marks = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      readonly stop: () => void;

      constructor(view: EditorView) {
        this.decorations = decorate(view);
        this.stop = source.subscribe(() => {
          this.decorations = decorate(view);
          view.dispatch({});
        });
      }

      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
      }

      destroy() {
        this.stop();
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );

  const hover = hoverTooltip(
    (view, position) => {
      const line = view.state.doc.lineAt(position);
      const at = position - line.from;
      const found = placeholders(line.text).find(({ from, to }) => from <= at && at <= to);
      if (found === undefined) return null;
      return {
        pos: line.from + found.from,
        end: line.from + found.to,
        above: true,
        create: () => ({ dom: tip(find(found.name), source) }),
      };
    },
    { hoverTime: 200 },
  );

  // Completion opens after two braces only, so nobody presses Enter on it by accident: no delay guards against that.
  const completion = autocompletion({
    override: [(context) => complete(context, source)],
    icons: false,
    interactionDelay: 0,
  });

  return [marks, hover, completion];
}

function tip(variable: VariableInfo | undefined, source: VariableSource): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-variable-tip";
  dom.setAttribute("role", "tooltip");
  if (variable !== undefined) {
    const value = document.createElement("code");
    value.textContent = variable.value;
    dom.append(value);
  }
  const origin = document.createElement("span");
  origin.textContent = source.origin(variable);
  dom.append(origin);
  return dom;
}

function complete(context: CompletionContext, source: VariableSource): CompletionResult | null {
  const typed = context.matchBefore(/\{\{\s*[^{}\s]*/);
  if (typed === null) return null;
  const from = typed.from + (typed.text.length - typed.text.replace(/^\{\{\s*/, "").length);
  return {
    from,
    options: source.all().map(
      (variable): Completion => ({
        label: variable.name,
        detail: variable.value,
        info: variable.usage ?? source.origin(variable),
        apply: (view, _completion, start, end) => insert(view, variable, start, end),
      }),
    ),
    validFor: /^[^{}\s]*$/,
  };
}

/** Writes the name and its closing braces, unless those stand there already. */
function insert(view: EditorView, variable: VariableInfo, from: number, to: number): void {
  const inner = variable.usage?.replace(/^\{\{\s*|\s*\}\}$/g, "") ?? variable.name;
  const follows = view.state.sliceDoc(to, to + 2);
  const text = follows === "}}" ? inner : `${inner}}}`;
  const end = from + inner.length + 2;
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: end },
    userEvent: "input.complete",
  });
}
