'use client';
import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import { THEME } from './monaco-theme.ts';

export interface TextPaneProps {
  text: string;
  /** The text's name, for screen readers. */
  label: string;
}

/** A text to read, with the colours of the language. */
export function TextPane({ text, label }: TextPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const model = monaco.editor.createModel(text, 'yaml');
    const editor = monaco.editor.create(box.current, {
      model,
      theme: THEME,
      readOnly: true,
      domReadOnly: true,
      automaticLayout: true,
      fontSize: 13,
      lineHeight: 20,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderLineHighlight: 'none',
      padding: { top: 8, bottom: 8 },
      ariaLabel: label,
    });
    return () => {
      editor.dispose();
      model.dispose();
    };
  }, [text, label]);
  return <div ref={box} className="min-h-0 min-w-0 flex-1" data-testid="spec-text" />;
}
