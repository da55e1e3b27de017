'use client';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import './editor.css';
import type { Span } from '#lib/core/text-range.ts';
import { monaco } from './monaco.ts';
import { attachLanguage, type LanguageSession, rangeOf, showChecked } from './monaco-language.ts';
import { THEME } from './monaco-theme.ts';
import type { SpecClient } from './spec-client.ts';
import type { CheckedText } from './spec-protocol.ts';

/** What the page may ask of the text's editor. */
export interface CodePaneHandle {
  text(): string;
  /** Puts another text into the editor as one step that can be undone; the cursor stays where it can. */
  replace(text: string): void;
  /** Selects a place, brings it into view and gives the editor the focus. */
  reveal(span: Span): void;
  focus(): void;
  /** Shows an answer of the checker about the present text. */
  show(checked: CheckedText): void;
}

export interface CodePaneProps {
  handle: RefObject<CodePaneHandle | null>;
  client: SpecClient;
  initialText: string;
  readOnly: boolean;
  /** Offset of a place to open on. */
  openAt: number | null;
  onEdit: (text: string) => void;
  /** Zero-based offset of the cursor, whenever it rests somewhere else. */
  onCursor: (offset: number) => void;
  /** Escape was pressed with nothing to close: the keyboard wants out. */
  onLeave: () => void;
}

const OPTIONS = {
  language: 'yaml',
  theme: THEME,
  automaticLayout: true,
  fontSize: 13,
  lineHeight: 20,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlight: 'line',
  renderWhitespace: 'selection',
  tabSize: 2,
  insertSpaces: true,
  fixedOverflowWidgets: true,
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { showWords: false },
  wordBasedSuggestions: 'off',
  stickyScroll: { enabled: true, maxLineCount: 3 },
  padding: { top: 8, bottom: 8 },
  overviewRulerBorder: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  guides: { indentation: true },
  inlayHints: { enabled: 'on', maximumLength: 0, fontSize: 12 },
  hideCursorInOverviewRuler: true,
  occurrencesHighlight: 'off',
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
  accessibilitySupport: 'auto',
  ariaLabel: 'Specification. Escape leaves the editor, F8 goes to the next problem.',
} as const;

/** Every widget that Escape closes comes first; only then does it leave the editor. */
const NOTHING_OPEN = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'markersNavigationVisible',
  'parameterHintsVisible',
  'renameInputVisible',
  'codeActionMenuVisible',
  'editorHasSelection',
  'editorHasMultipleSelections',
  'inSnippetMode',
  'hasNextTabstop',
  'inlineSuggestionVisible',
  'accessibilityHelpWidgetVisible',
]
  .map((key) => `!${key}`)
  .join(' && ');

/** The specification's text, with the language's features. Its text is its own; the page hears of edits and may replace it. */
export function CodePane(props: CodePaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const opened = useRef<Opened | null>(null);
  const { handle, readOnly } = props;

  useImperativeHandle(
    handle,
    () => ({
      text: () => opened.current?.model.getValue() ?? latest.current.initialText,
      replace: (text) => opened.current && replaceText(opened.current, text),
      reveal: (span) => opened.current && reveal(opened.current, span),
      focus: () => opened.current?.editor.focus(),
      show: (checked) => opened.current && showChecked(opened.current.model, opened.current.session, checked),
    }),
    [],
  );

  useEffect(() => {
    if (!box.current) return;
    const editor = openEditor(box.current, latest);
    opened.current = editor;
    return () => {
      opened.current = null;
      editor.close();
    };
  }, []);

  useEffect(() => {
    opened.current?.editor.updateOptions({ readOnly, domReadOnly: readOnly });
  }, [readOnly]);

  return <div ref={box} className="min-h-0 min-w-0 flex-1" data-testid="spec-editor" />;
}

interface Opened {
  editor: ReturnType<typeof monaco.editor.create>;
  model: ReturnType<typeof monaco.editor.createModel>;
  session: LanguageSession;
  close(): void;
}

function openEditor(box: HTMLElement, latest: RefObject<CodePaneProps>): Opened {
  const { initialText, client, readOnly, openAt } = latest.current;
  const model = monaco.editor.createModel(initialText, 'yaml');
  const session: LanguageSession = { client, checked: null };
  const language = attachLanguage(model, session);
  const editor = monaco.editor.create(box, { ...OPTIONS, model, readOnly, domReadOnly: readOnly });
  const opened: Opened = {
    editor,
    model,
    session,
    close() {
      language.dispose();
      editor.dispose();
      model.dispose();
    },
  };
  model.onDidChangeContent(() => latest.current.onEdit(model.getValue()));
  editor.onDidChangeCursorPosition(({ position }) => latest.current.onCursor(model.getOffsetAt(position)));
  editor.addCommand(monaco.KeyCode.Escape, () => latest.current.onLeave(), NOTHING_OPEN);
  if (openAt !== null) reveal(opened, { start: openAt, end: openAt });
  else editor.focus();
  return opened;
}

function reveal({ editor, model }: Opened, span: Span): void {
  const range = rangeOf(model, { start: span.start, end: Math.min(span.end, model.getValueLength()) });
  const start = { lineNumber: range.startLineNumber, column: range.startColumn };
  editor.setPosition(start);
  editor.revealRangeInCenterIfOutsideViewport(range);
  editor.focus();
  const marked = editor.createDecorationsCollection([
    {
      range: { ...range, endLineNumber: range.startLineNumber },
      options: { isWholeLine: true, className: 'spec-place' },
    },
  ]);
  setTimeout(() => marked.clear(), 1_200);
}

/** Only what differs is replaced, so that cursor, folding and scrolling stay. */
function replaceText({ editor, model }: Opened, text: string): void {
  const old = model.getValue();
  if (old === text) return;
  const shorter = Math.min(old.length, text.length);
  let before = 0;
  while (before < shorter && old[before] === text[before]) before++;
  let after = 0;
  while (after < shorter - before && old[old.length - 1 - after] === text[text.length - 1 - after]) after++;
  const range = monaco.Range.fromPositions(model.getPositionAt(before), model.getPositionAt(old.length - after));
  editor.pushUndoStop();
  model.pushEditOperations([], [{ range, text: text.slice(before, text.length - after) }], () => null);
  editor.pushUndoStop();
}
