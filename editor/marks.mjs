// Marks in the gutter: what became of the claims that a line wrote.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view';

/** Replaces all marks: `[{ line, tone, title, linked }]`. */
export const setMarks = StateEffect.define();

// Behind the bar what is filled: the shapes of the page's icons.
const PATHS = { keep: 'M3.2 8.4l3.2 3.2 6.4-7', drop: 'M4 4l8 8M12 4l-8 8', part: 'M8 2.5a5.5 5.5 0 0 1 0 11|M8 2.5a5.5 5.5 0 0 0 0 11z', fail: 'M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM8 5v3.6M8 10.9v.3' };
const SVG = 'http://www.w3.org/2000/svg';

class Mark extends GutterMarker {
  constructor(tone, title, line) {
    super();
    this.line = line;
    this.tone = tone;
    this.title = title;
  }

  eq(other) {
    return this.tone === other.tone && this.title === other.title;
  }

  toDOM() {
    const icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('viewBox', '0 0 16 16');
    icon.setAttribute('class', 'cm-mark');
    icon.setAttribute('data-tone', this.tone);
    icon.setAttribute('role', 'img');
    icon.setAttribute('aria-label', this.title);
    const title = document.createElementNS(SVG, 'title');
    title.textContent = this.title;
    icon.append(title);
    for (const [at, shape] of (PATHS[this.tone] ?? PATHS.part).split('|').entries()) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', shape);
      if (at) path.setAttribute('fill', 'currentColor');
      icon.append(path);
    }
    return icon;
  }
}

const place = (doc, list) => {
  const gutterMarks = [];
  const lines = [];
  for (const { line, tone, title, linked } of list) {
    if (line < 1 || line > doc.lines) continue;
    const { from } = doc.line(line);
    if (tone) gutterMarks.push(new Mark(tone, title, line).range(from));
    if (linked) lines.push(Decoration.line({ class: 'cm-linked' }).range(from));
  }
  return { gutterMarks: RangeSet.of(gutterMarks, true), lines: RangeSet.of(lines, true) };
};

const field = StateField.define({
  create: () => ({ gutterMarks: RangeSet.empty, lines: RangeSet.empty }),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return place(transaction.state.doc, effect.value);
    if (!transaction.docChanged) return value;
    return { gutterMarks: value.gutterMarks.map(transaction.changes), lines: value.lines.map(transaction.changes) };
  },
  provide: (from) => EditorView.decorations.from(from, (value) => value.lines),
});

/** Where the line stands now that a mark was made for: edits since then have moved it. */
export const markedAt = (state, line) => {
  for (const cursor = state.field(field).gutterMarks.iter(); cursor.value; cursor.next()) {
    if (cursor.value.line === line) return cursor.from;
  }
  return null;
};

export const marks = [
  field,
  gutter({ class: 'cm-marks', markers: (view) => view.state.field(field).gutterMarks, initialSpacer: () => new Mark('keep', '', 0) }),
];
