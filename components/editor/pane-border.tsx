'use client';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { classNames } from '../ui/class-names.ts';

export interface PaneBorderProps {
  /** What it changes, for screen readers: "Width of the outline". */
  label: string;
  /** The pane's size in pixels. */
  size: number;
  min: number;
  max: number;
  /** The side of the border on which the pane lies. */
  side: 'left' | 'right' | 'below';
  onSize: (size: number) => void;
  className?: string;
}

const STEP = 16;

/** A border to drag, or to move with the arrow keys. */
export function PaneBorder({ label, size, min, max, side, onSize, className }: PaneBorderProps) {
  const from = useRef({ at: 0, size });
  const upright = side !== 'below';
  const set = (next: number) => onSize(Math.round(Math.min(max, Math.max(min, next))));
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { at: upright ? event.clientX : event.clientY, size };
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const moved = (upright ? event.clientX : event.clientY) - from.current.at;
    set(from.current.size + (side === 'left' ? moved : -moved));
  };
  const key = (event: KeyboardEvent) => {
    const grow = side === 'left' ? 'ArrowRight' : side === 'right' ? 'ArrowLeft' : 'ArrowUp';
    const shrink = side === 'left' ? 'ArrowLeft' : side === 'right' ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    set(size + (event.key === grow ? STEP : -STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter is a focusable separator (WAI-ARIA), <hr> is not
    <div
      role="separator"
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={drag}
      onKeyDown={key}
      className={classNames(
        'relative shrink-0 touch-none bg-hairline hover:bg-accent',
        upright
          ? 'w-px cursor-col-resize before:absolute before:inset-y-0 before:-left-1 before:z-10 before:w-2'
          : 'h-px cursor-row-resize before:absolute before:inset-x-0 before:-top-1 before:z-10 before:h-2',
        className,
      )}
    />
  );
}
