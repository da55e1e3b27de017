'use client';
import { useEffect, useState } from 'react';

/** A number that this browser remembers under a name, such as a pane's width in pixels; `initial` until it is known. */
export function useRemembered(name: string, initial: number): [number, (value: number) => void] {
  const key = `plumbline.${name}`;
  const [value, setValue] = useState(initial);
  useEffect(() => {
    const kept = Number(read(key) ?? Number.NaN);
    if (Number.isFinite(kept)) setValue(kept);
  }, [key]);
  return [
    value,
    (next) => {
      setValue(next);
      write(key, next);
    },
  ];
}

/** A browser may refuse its storage: then nothing is remembered, and nothing else breaks. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: number): void {
  try {
    localStorage.setItem(key, String(value));
  } catch {
    // See above.
  }
}
