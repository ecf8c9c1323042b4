// `<code-editor>`: takes over a text area that the page has rendered. Until this file arrives, and if it never does, the text
// area is the editor. CodeMirror keeps its own document: it reports edits, and takes a text only when it came from elsewhere.

import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { findings, setFindings } from './findings.mjs';
import { markedAt, marks, setMarks } from './marks.mjs';
import { highlighting, theme } from './theme.mjs';
import './splitter.mjs';

const language = (name) => (name === 'json' ? json() : javascript());

class CodeEditor extends HTMLElement {
  #view;
  #kept = new Map();
  #document = '';
  #marks = [];
  #findings = [];
  #quiet = false;

  connectedCallback() {
    if (this.#view) return;
    const early = {};
    for (const name of ['document', 'marks', 'findings']) {
      if (Object.hasOwn(this, name)) {
        early[name] = this[name];
        delete this[name];
      }
    }
    delete this.value;
    const area = this.querySelector('textarea');
    const focused = area === document.activeElement;
    const text = area?.value ?? '';
    // The text area counts in its own text, where line ends are single characters, as here.
    const selection = area ? { anchor: area.selectionStart, head: area.selectionEnd } : undefined;
    this.#document = early.document ?? '';
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#view = new EditorView({ state: this.#state(text, selection), parent: root, root });
    if (area) area.hidden = true;
    this.marks = early.marks ?? '[]';
    this.findings = early.findings ?? '[]';
    if (focused) this.#view.focus();
    this.dataset.upgraded = 'true';
    this.dispatchEvent(new CustomEvent('layout'));
  }

  /** The text. Setting it replaces only what differs, so that the cursor stays where it can. */
  get value() {
    return this.#view ? this.#view.state.doc.toString() : (this.querySelector('textarea')?.value ?? '');
  }

  set value(text) {
    if (!this.#view) return;
    const old = this.value;
    if (old === text) return;
    let start = 0;
    const shortest = Math.min(old.length, text.length);
    while (start < shortest && old.charCodeAt(start) === text.charCodeAt(start)) start += 1;
    let end = 0;
    while (end < shortest - start && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end += 1;
    this.#quiet = true;
    this.#view.dispatch({ changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) } });
    this.#quiet = false;
  }

  /** Which text this is: another name brings another history. `[name, text]` as JSON. */
  get document() {
    return this.#document;
  }

  set document(name) {
    this.#document = name;
  }

  /** Opens another text, with the history it had when it was last here. */
  open(name, text) {
    if (!this.#view) return;
    if (name !== this.#document) {
      this.#kept.set(this.#document, this.#view.state);
      const kept = this.#kept.get(name);
      this.#document = name;
      this.#view.setState(kept ?? this.#state(text));
    }
    this.value = text;
    this.marks = JSON.stringify(this.#marks);
    this.findings = JSON.stringify(this.#findings);
  }

  /** `[{ line, tone, title, linked }]` as JSON. */
  set marks(list) {
    this.#marks = JSON.parse(list);
    this.#view?.dispatch({ effects: setMarks.of(this.#marks) });
    this.#laidOut();
  }

  /** `[{ index, severity, message, help, code, span, fixes }]` as JSON. */
  set findings(list) {
    this.#findings = JSON.parse(list);
    this.#view?.dispatch({ effects: setFindings.of(this.#findings) });
    this.#laidOut();
  }

  focus() {
    if (this.#view) this.#view.focus();
    else this.querySelector('textarea')?.focus();
  }

  /** Puts the cursor at a place and brings it into view. Lines and columns count from 1. */
  reveal(line, column, take) {
    if (!this.#view) return;
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const head = Math.min(at.from + Math.max(column, 1) - 1, at.to);
    this.#view.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 60 }) });
    if (take) this.#view.focus();
  }

  /** Middle of a marked line in pixels below the upper edge of the element; `NaN` before the editor is there. */
  lineMiddle(line) {
    if (!this.#view) return NaN;
    const at = markedAt(this.#view.state, line);
    if (at === null) return NaN;
    const block = this.#view.lineBlockAt(at);
    const text = Array.isArray(block.type) ? block.type.find((part) => part.type === 0) ?? block : block;
    return this.#view.documentTop - this.getBoundingClientRect().top + text.top + this.#view.defaultLineHeight / 2;
  }

  #laidOut() {
    requestAnimationFrame(() => this.dispatchEvent(new CustomEvent('layout')));
  }

  #state(text, selection) {
    const tell = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    const length = text.length;
    return EditorState.create({
      doc: text,
      selection: selection && { anchor: Math.min(selection.anchor, length), head: Math.min(selection.head, length) },
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('  '),
        bracketMatching(),
        search({ top: true }),
        language(this.getAttribute('lang-name')),
        syntaxHighlighting(highlighting),
        theme,
        marks,
        findings(tell),
        EditorView.contentAttributes.of({ 'aria-label': this.getAttribute('label') ?? 'Code', spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !this.#quiet) tell('edit', null);
          if (update.geometryChanged || update.viewportChanged || update.docChanged) this.#laidOut();
        }),
        EditorView.domEventHandlers({ scroll: () => this.#laidOut() }),
        // Tab is not bound, so it leaves the editor; Ctrl/⌘ ] and [ indent.
        Prec.high(keymap.of([
          { key: 'Mod-]', run: indentMore },
          { key: 'Mod-[', run: indentLess },
          { key: 'Mod-Enter', run: () => { tell('run', null); return true; } },
          { key: 'F8', run: () => { tell('finding', 1); return true; }, shift: () => { tell('finding', -1); return true; } },
        ])),
        keymap.of([...historyKeymap, ...searchKeymap, ...defaultKeymap]),
      ],
    });
  }
}

if (!customElements.get('code-editor')) customElements.define('code-editor', CodeEditor);
