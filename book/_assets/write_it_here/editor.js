// The editor: CodeMirror with what Python needs, in the page's own colours.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

// attributes: of the element that is written in, for assistive technology. onCheck: after Ctrl-Enter.
export const createEditor = (parent, text, { attributes, onChange, onCheck }) => {
  const check = () => { onCheck(); return true; };
  const extensions = [
    lineNumbers(), highlightSpecialChars(), history(), drawSelection(), highlightActiveLine(),
    indentOnInput(), bracketMatching(), indentUnit.of("    "), EditorState.tabSize.of(4),
    python(), syntaxHighlighting(classHighlighter), EditorView.contentAttributes.of({ ...attributes, tabindex: "0" }),
    keymap.of([{ key: "Mod-Enter", run: check }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  return {
    text: () => view.state.doc.toString(),
    // One step for undo.
    replace: (changed) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: changed } }),
    goTo: (number) => {
      const line = view.state.doc.line(Math.min(number, view.state.doc.lines));
      const anchor = line.from + line.text.match(/^\s*/)[0].length;
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
  };
};
