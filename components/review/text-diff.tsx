'use client';
import { useEffect, useRef } from 'react';
import { monaco } from '#components/editor/monaco.ts';
import { THEME } from '#components/editor/monaco-theme.ts';

export interface TextDiffProps {
  /** What it was; null for a new file, which is shown by itself. */
  before: string | null;
  /** What it is; null for a removed file, which is shown as it was. */
  after: string | null;
  /** Decides the colours, by its ending, and names the text to screen readers. */
  path: string;
  sideBySide: boolean;
  /** The line to show first, from 1. */
  line?: number | null;
  /** Called with the line that the reader is on, on the new side. */
  onLine?: (line: number) => void;
}

/** A read-only difference of two texts, unchanged stretches folded. Fills its parent, which has a height. */
export default function TextDiff({ before, after, path, sideBySide, line = null, onLine }: TextDiffProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<Shown | null>(null);
  const tellLine = useRef(onLine);
  tellLine.current = onLine;
  const wide = useRef(sideBySide);

  useEffect(() => {
    if (!box.current) return;
    const tell = (at: number) => tellLine.current?.(at);
    const made =
      before === null || after === null
        ? showOne(box.current, after ?? before ?? '', path, line, tell)
        : showTwo(box.current, { before, after, path, line, sideBySide: wide.current }, tell);
    shown.current = made;
    return () => {
      shown.current = null;
      made.close();
    };
  }, [before, after, path, line]);

  useEffect(() => {
    wide.current = sideBySide;
    shown.current?.arrange(sideBySide);
  }, [sideBySide]);

  return <div ref={box} className="h-full min-h-0 w-full" data-testid="text-diff" />;
}

interface Shown {
  arrange: (sideBySide: boolean) => void;
  close: () => void;
}

const OPTIONS = {
  theme: THEME,
  readOnly: true,
  domReadOnly: true,
  automaticLayout: true,
  scrollBeyondLastLine: false,
  minimap: { enabled: false },
  fontSize: 13,
  lineHeight: 20,
  stickyScroll: { enabled: false },
  contextmenu: false,
  renderLineHighlight: 'line',
  occurrencesHighlight: 'off',
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
} as const;

function showOne(
  box: HTMLElement,
  text: string,
  path: string,
  line: number | null,
  tell: (line: number) => void,
): Shown {
  const model = monaco.editor.createModel(text, languageOf(path));
  const editor = monaco.editor.create(box, { ...OPTIONS, model, ariaLabel: path });
  listen(editor, tell);
  if (line !== null) reveal(editor, line);
  return {
    arrange: () => {},
    close: () => {
      editor.dispose();
      model.dispose();
    },
  };
}

interface Two {
  before: string;
  after: string;
  path: string;
  line: number | null;
  sideBySide: boolean;
}

function showTwo(
  box: HTMLElement,
  { before, after, path, line, sideBySide }: Two,
  tell: (line: number) => void,
): Shown {
  const original = monaco.editor.createModel(before, languageOf(path));
  const modified = monaco.editor.createModel(after, languageOf(path));
  const editor = monaco.editor.createDiffEditor(box, {
    ...OPTIONS,
    originalEditable: false,
    renderOverviewRuler: false,
    renderMarginRevertIcon: false,
    renderSideBySide: sideBySide,
    useInlineViewWhenSpaceIsLimited: true,
    renderSideBySideInlineBreakpoint: 700,
    hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 6, revealLineCount: 20 },
    originalAriaLabel: `${path}, as it was approved`,
    modifiedAriaLabel: `${path}, as it would be`,
  });
  // Made here and not by the editor, which never disposes its own: a comparison that ends too late is an error on the console.
  const view = editor.createViewModel({ original, modified });
  editor.setModel(view);
  listen(editor.getModifiedEditor(), tell);
  if (line !== null) {
    // Lines are in their place only after the difference was computed.
    const once = editor.onDidUpdateDiff(() => {
      once.dispose();
      reveal(editor.getModifiedEditor(), line);
    });
  }
  return {
    arrange: (renderSideBySide) => editor.updateOptions({ renderSideBySide }),
    close: () => {
      editor.setModel(null);
      view.dispose();
      editor.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}

type Editor = ReturnType<typeof monaco.editor.create>;

/** The first position is set by the editor itself; only a person's moves count. */
function listen(editor: Editor, tell: (line: number) => void): void {
  editor.onDidChangeCursorPosition((event) => {
    if (event.source === 'mouse' || event.source === 'keyboard') tell(event.position.lineNumber);
  });
}

function reveal(editor: Editor, line: number): void {
  editor.setPosition({ lineNumber: line, column: 1 });
  editor.revealLineInCenter(line);
}

const LANGUAGES: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'typescript',
  mjs: 'typescript',
  // JSON is coloured well enough as the language that it comes from, without another worker.
  json: 'typescript',
  sql: 'sql',
  md: 'markdown',
  yaml: 'yaml',
  yml: 'yaml',
};

function languageOf(path: string): string {
  return LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext';
}
