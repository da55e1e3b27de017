'use client';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { classNames } from './class-names.ts';

/**
 * Two panes with a border to drag, by pointer or by arrow keys. `size` is the first pane's share in percent. Below 768
 * pixels they stack, the first above the second, and the border is gone.
 */
export function SplitPane({
  first,
  second,
  size = 50,
  min = 15,
  max = 85,
  label,
  className,
}: {
  first: ReactNode;
  second: ReactNode;
  size?: number;
  min?: number;
  max?: number;
  /** What the border changes, for screen readers: "Width of the outline". */
  label: string;
  className?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(size);
  const move = (next: number) => setShare(Math.round(Math.min(max, Math.max(min, next)) * 10) / 10);
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !box.current) return;
    const { left, width } = box.current.getBoundingClientRect();
    move(((event.clientX - left) / width) * 100);
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: share - 2, ArrowRight: share + 2, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const style: CSSProperties & { '--share': string } = { '--share': `${share}%` };
  return (
    <div ref={box} style={style} className={classNames('flex min-h-0 min-w-0 flex-1 flex-col md:flex-row', className)}>
      <div className="flex min-h-0 min-w-0 flex-col md:w-(--share) md:shrink-0">{first}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a window splitter is a focusable separator (WAI-ARIA), <hr> is not */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={Math.round(share)}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onDoubleClick={() => setShare(size)}
        onKeyDown={press}
        className="relative hidden w-px shrink-0 cursor-col-resize touch-none bg-hairline before:absolute before:inset-y-0 before:-left-1 before:w-2 hover:bg-accent md:block"
      />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{second}</div>
    </div>
  );
}
