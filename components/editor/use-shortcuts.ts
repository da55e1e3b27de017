'use client';
import { useEffect, useRef } from 'react';

/** ⌘S and ⌘⏎ (Ctrl elsewhere), wherever the keyboard is on the page. While a dialog asks, its own keys count. */
export function useShortcuts(commands: { save: () => void; generate: () => void }): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      const command = event.key === 's' ? latest.current.save : event.key === 'Enter' ? latest.current.generate : null;
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (document.querySelector('[role="dialog"]') === null) command();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
