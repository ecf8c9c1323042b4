// Findings under their lines, and the wavy line below the text they are about.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';

/** Replaces all findings: `[{ index, severity, message, help, code, span, fixes }]`. */
export const setFindings = StateEffect.define();

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

// `message` has code in backticks.
const words = (text) => text.split('`').map((part, index) => (index % 2 ? element('code', '', part) : part));

const WORD = { error: 'Error', warning: 'Warning', note: 'Note' };

class Finding extends WidgetType {
  constructor(finding, tell) {
    super();
    this.finding = finding;
    this.key = JSON.stringify(finding);
    this.tell = tell;
  }

  eq(other) {
    return this.key === other.key;
  }

  get estimatedHeight() {
    return 64;
  }

  toDOM(view) {
    const { index, severity, message, help, code, fixes } = this.finding;
    const box = element('div', 'cm-finding');
    box.dataset.severity = severity;
    const title = element('p', 'cm-finding-title', element('span', 'cm-finding-word', WORD[severity] ?? ''), element('b', '', ...words(message)));
    box.append(title);
    if (help) box.append(element('p', 'cm-finding-help', ...words(help)));
    const actions = element('p', 'cm-finding-actions');
    fixes.forEach((fix, at) => {
      const button = element('button', '', ...words(fix));
      button.type = 'button';
      button.addEventListener('click', () => {
        this.tell('fix', { index, fix: at });
        // The button goes with its finding.
        view.focus();
      });
      actions.append(button);
    });
    const why = element('button', '', 'Why');
    why.type = 'button';
    why.setAttribute('aria-label', `Why: ${code}`);
    why.addEventListener('click', () => this.tell('why', code));
    actions.append(why);
    box.append(actions);
    return box;
  }

  ignoreEvent() {
    return true;
  }
}

const offset = (doc, line, column) => {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
};

const place = (doc, list, tell) => {
  const ranges = [];
  for (const finding of list) {
    const { line, column, end_line, end_column } = finding.span;
    if (line > doc.lines) continue;
    const from = offset(doc, line, column);
    const to = offset(doc, end_line, end_column);
    if (to > from) ranges.push(Decoration.mark({ class: 'cm-fault', attributes: { 'data-severity': finding.severity } }).range(from, to));
    // Under its first line: a finding about a whole function belongs to where it starts.
    if (finding.open) ranges.push(Decoration.widget({ widget: new Finding(finding, tell), block: true, side: 1 }).range(doc.line(line).to));
  }
  return RangeSet.of(ranges, true);
};

export const findings = (tell) => StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFindings)) return place(transaction.state.doc, effect.value, tell);
    return transaction.docChanged ? value.map(transaction.changes) : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});
