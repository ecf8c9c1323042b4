// Looks. Every colour is a custom property of the page, which reaches into the shadow root: themes need no word from here.

import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.null, tags.bool, tags.self], color: 'var(--code-word)' },
  { tag: [tags.string, tags.special(tags.string), tags.number, tags.regexp, tags.escape], color: 'var(--code-text)' },
  { tag: tags.comment, color: 'var(--code-note)' },
]);

const tone = (name, colour) => ({ [`& .cm-mark[data-tone="${name}"]`]: { color: `var(--${colour})` } });

export const theme = EditorView.theme({
  '&': { blockSize: '100%', color: 'var(--ink-1)', backgroundColor: 'var(--pane)', fontSize: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  // Above the gutters, which would hide an outline.
  '&.cm-focused::after': { content: '""', position: 'absolute', inset: '0', zIndex: '300', border: '2px solid var(--focus)', pointerEvents: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: 'var(--code-line)', fontVariantLigatures: 'none', overflow: 'auto', containerType: 'inline-size' },
  '.cm-content': { padding: 'var(--gap-3) 0', caretColor: 'var(--ink-1)' },
  '.cm-line': { padding: '0 var(--gap-3) 0 0.125rem' },
  '.cm-cursor': { borderLeftColor: 'var(--ink-1)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--pane)', color: 'var(--ink-3)', border: '0', flexDirection: 'row' },
  '.cm-lineNumbers': { order: '2' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '1.375rem', padding: '0 0.375rem 0 0' },
  '.cm-marks': { order: '1', width: '1.25rem' },
  '.cm-marks .cm-gutterElement': { display: 'grid', placeItems: 'center', maxHeight: 'var(--code-line)' },
  '.cm-mark': { inlineSize: '0.8125rem', blockSize: '0.8125rem', fill: 'none', stroke: 'currentcolor', strokeWidth: '2', strokeLinecap: 'round', strokeLinejoin: 'round', transition: 'color 0s var(--stale-delay, 0s)' },
  ...tone('keep', 'keep'),
  ...tone('drop', 'drop'),
  ...tone('fail', 'drop'),
  ...tone('part', 'warn'),
  '.cm-linked': { backgroundColor: 'var(--linked)', boxShadow: 'inset 3px 0 var(--linked-edge)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--linked-edge) 35%, transparent) !important' },
  '.cm-fault': { textDecoration: 'underline wavy var(--drop) 1px', textUnderlineOffset: '4px' },
  '.cm-fault[data-severity="warning"]': { textDecorationColor: 'var(--warn)' },
  '.cm-fault[data-severity="note"]': { textDecoration: 'underline dotted var(--ink-3) 1px' },
  '.cm-finding': {
    position: 'sticky', insetInlineStart: '2.75rem', inlineSize: 'calc(100cqi - 3rem)', boxSizing: 'border-box', padding: '0.3125rem var(--gap-4) 0.4375rem',
    borderBlock: '1px solid var(--line)', borderInlineStart: '3px solid var(--drop)', background: 'var(--sunken)', font: '400 var(--text-2)/1.4 var(--sans)', whiteSpace: 'normal',
  },
  '.cm-finding p': { margin: '0', maxInlineSize: '40rem', color: 'var(--ink-2)', overflowWrap: 'anywhere' },
  '.cm-finding code': { fontFamily: 'var(--mono)', fontSize: '0.96em' },
  '.cm-finding .cm-finding-title': { color: 'var(--drop)' },
  '.cm-finding-word': { marginInlineEnd: 'var(--gap-3)' },
  '.cm-finding[data-severity="warning"]': { borderInlineStartColor: 'var(--warn)' },
  '.cm-finding[data-severity="warning"] .cm-finding-title': { color: 'var(--warn)' },
  '.cm-finding[data-severity="note"]': { borderInlineStartColor: 'var(--line-strong)' },
  '.cm-finding[data-severity="note"] .cm-finding-title': { color: 'var(--ink-1)' },
  '.cm-finding .cm-finding-actions': { display: 'flex', flexWrap: 'wrap', gap: 'var(--gap-4)', marginBlockStart: 'var(--gap-1)' },
  '.cm-finding button': { minBlockSize: '1.5rem', padding: '0', border: '0', background: 'none', color: 'var(--act)', font: 'inherit', textDecoration: 'underline', cursor: 'pointer' },
  '.cm-finding button:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--wash)', outline: '1px solid var(--line-strong)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink-1)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-tint)', outline: '1px solid var(--warn-edge)' },
  '.cm-textfield': { border: '1px solid var(--line-strong)', backgroundColor: 'var(--raised)', color: 'var(--ink-1)' },
  '.cm-button': { border: '1px solid var(--line-strong)', backgroundImage: 'none', backgroundColor: 'var(--raised)', color: 'var(--ink-1)' },
  '.cm-panel.cm-search': { font: '400 var(--text-2)/1.4 var(--sans)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-2)' },
});
