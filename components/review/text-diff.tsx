'use client';
import { useEffect, useRef } from 'react';
import { monaco } from '#components/editor/monaco.ts';

export interface TextDiffProps {
  /** What it was; the empty text for a new file. */
  before: string;
  after: string;
  /** Decides the colours, by its ending. */
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
  const editor = useRef<ReturnType<typeof monaco.editor.createDiffEditor> | null>(null);
  const tellLine = useRef(onLine);
  tellLine.current = onLine;

  useEffect(() => {
    if (!box.current) return;
    const made = monaco.editor.createDiffEditor(box.current, OPTIONS);
    editor.current = made;
    const heard = made.getModifiedEditor().onDidChangeCursorPosition((event) => {
      // The first position is set by the editor itself; only a person's moves count.
      if (event.source === 'mouse' || event.source === 'keyboard') tellLine.current?.(event.position.lineNumber);
    });
    return () => {
      heard.dispose();
      made.dispose();
      editor.current = null;
    };
  }, []);

  useEffect(() => {
    editor.current?.updateOptions({ renderSideBySide: sideBySide });
  }, [sideBySide]);

  useEffect(() => {
    const shown = editor.current;
    if (!shown) return;
    const original = monaco.editor.createModel(before, languageOf(path));
    const modified = monaco.editor.createModel(after, languageOf(path));
    shown.setModel({ original, modified });
    if (line !== null) revealLine(shown, line);
    return () => {
      // The widget lets go of its models before they end.
      if (editor.current) shown.setModel(null);
      original.dispose();
      modified.dispose();
    };
  }, [before, after, path, line]);

  return <div ref={box} className="h-full min-h-0 w-full" />;
}

const OPTIONS = {
  readOnly: true,
  originalEditable: false,
  domReadOnly: true,
  automaticLayout: true,
  renderOverviewRuler: false,
  scrollBeyondLastLine: false,
  minimap: { enabled: false },
  fontSize: 13,
  lineHeight: 20,
  fontFamily: 'var(--font-geist-mono), ui-monospace, monospace',
  stickyScroll: { enabled: false },
  contextmenu: false,
  hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 6, revealLineCount: 20 },
  useInlineViewWhenSpaceIsLimited: true,
  renderSideBySideInlineBreakpoint: 700,
  renderMarginRevertIcon: false,
} satisfies Parameters<typeof monaco.editor.createDiffEditor>[1];

/** Lines are known to be in place only after the difference was computed. */
function revealLine(shown: ReturnType<typeof monaco.editor.createDiffEditor>, line: number): void {
  const modified = shown.getModifiedEditor();
  const reveal = () => {
    modified.setPosition({ lineNumber: line, column: 1 });
    modified.revealLineInCenter(line);
  };
  const once = shown.onDidUpdateDiff(() => {
    once.dispose();
    reveal();
  });
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
