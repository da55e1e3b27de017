'use client';
import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import { THEME } from './monaco-theme.ts';

export interface DiffPaneProps {
  /** The left text. */
  original: string;
  /** The right text. When it changes while the right side is not being edited, the view follows. */
  modified: string;
  /** Names of the two sides, for screen readers. */
  labels: { original: string; modified: string };
  language?: string;
  /** Set to let a person edit the right side; called with each change. */
  onEdit?: (text: string) => void;
  className?: string;
}

/** Two texts side by side (one above the other where there is little room), unchanged stretches folded. */
export function DiffPane({ original, modified, labels, language = 'yaml', onEdit, className }: DiffPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const opened = useRef<ReturnType<typeof openDiff> | null>(null);
  const edit = useRef(onEdit);
  edit.current = onEdit;
  const start = useRef({ original, modified, labels, language, editable: onEdit !== undefined });

  useEffect(() => {
    if (!box.current) return;
    const diff = openDiff(box.current, start.current, (text) => edit.current?.(text));
    opened.current = diff;
    return () => {
      opened.current = null;
      diff.close();
    };
  }, []);
  useEffect(() => opened.current?.show(original, modified), [original, modified]);

  return <div ref={box} className={className ?? 'min-h-0 min-w-0 flex-1'} data-testid="spec-diff" />;
}

interface Start {
  original: string;
  modified: string;
  labels: DiffPaneProps['labels'];
  language: string;
  editable: boolean;
}

function openDiff(box: HTMLElement, start: Start, onEdit: (text: string) => void) {
  const original = monaco.editor.createModel(start.original, start.language);
  const modified = monaco.editor.createModel(start.modified, start.language);
  const editor = monaco.editor.createDiffEditor(box, {
    theme: THEME,
    automaticLayout: true,
    readOnly: !start.editable,
    originalEditable: false,
    fontSize: 13,
    lineHeight: 20,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderSideBySideInlineBreakpoint: 600,
    hideUnchangedRegions: { enabled: true },
    renderOverviewRuler: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    originalAriaLabel: start.labels.original,
    modifiedAriaLabel: start.labels.modified,
  });
  // Made here and not by the editor, which never disposes its own: a comparison that ends too late is an error on the console.
  const view = editor.createViewModel({ original, modified });
  editor.setModel(view);
  modified.onDidChangeContent(() => onEdit(modified.getValue()));
  return {
    show(left: string, right: string) {
      if (original.getValue() !== left) original.setValue(left);
      if (modified.getValue() !== right) modified.setValue(right);
    },
    close() {
      editor.setModel(null);
      view.dispose();
      editor.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}
