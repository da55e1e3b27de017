'use client';
import { type RefObject, type UIEvent, useEffect, useRef, useState } from 'react';

/**
 * Keeps a scrolling box at its end while content comes, as long as the reader is at the end: scrolling up stops that, coming
 * back resumes it. `mark` changes when content came; `active` false leaves the box alone.
 */
export function useFollowEnd(
  mark: number,
  active: boolean,
): { box: RefObject<HTMLDivElement | null>; following: boolean; onScroll: (event: UIEvent<HTMLElement>) => void } {
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    if (active && following && mark > 0 && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [mark, active, following]);
  return { box, following, onScroll: (event) => setFollowing(isAtEnd(event.currentTarget)) };
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 24;
}
