'use client';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { NarrowTabs, type NarrowView } from './narrow-tabs.tsx';
import { PaneBorder } from './pane-border.tsx';
import { useRemembered } from './use-remembered.ts';

export interface EditorPanesProps {
  outline: ReactNode;
  center: ReactNode;
  side: ReactNode;
  /** What the right pane is. */
  sideLabel: string;
  /** The one pane that a narrow screen shows. */
  narrow: NarrowView;
  onNarrow: (view: NarrowView) => void;
}

/** Outline, text and panel side by side, with borders to drag that are remembered; on a narrow screen one at a time. */
export function EditorPanes({ outline, center, side, sideLabel, narrow, onNarrow }: EditorPanesProps) {
  const [outlineWidth, setOutlineWidth] = useRemembered('editor.outline', 232);
  const [sideWidth, setSideWidth] = useRemembered('editor.meaning', 440);
  const pane = (view: NarrowView, look: string) =>
    classNames('min-h-0 min-w-0 flex-col lg:flex', look, narrow === view ? 'flex flex-1' : 'hidden');
  return (
    <>
      <NarrowTabs view={narrow} onView={onNarrow} side={sideLabel} />
      <div className="flex min-h-0 flex-1">
        <div style={{ flexBasis: outlineWidth }} className={pane('outline', 'bg-canvas lg:grow-0 lg:shrink-0')}>
          {outline}
        </div>
        <PaneBorder
          label="Width of the outline"
          side="left"
          size={outlineWidth}
          min={140}
          max={480}
          onSize={setOutlineWidth}
          className="hidden lg:block"
        />
        <div className={pane('text', 'bg-surface lg:flex-1')}>{center}</div>
        <PaneBorder
          label="Width of the panel"
          side="right"
          size={sideWidth}
          min={240}
          max={760}
          onSize={setSideWidth}
          className="hidden lg:block"
        />
        <aside
          aria-label={sideLabel}
          style={{ flexBasis: sideWidth }}
          className={pane('side', 'overflow-y-auto bg-canvas lg:grow-0 lg:shrink-0')}
        >
          {side}
        </aside>
      </div>
    </>
  );
}
