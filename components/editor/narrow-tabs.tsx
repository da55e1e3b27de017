'use client';
import { classNames } from '../ui/class-names.ts';

export type NarrowView = 'outline' | 'text' | 'side';

/** On a narrow screen the three panes share one place; these choose. */
export function NarrowTabs({
  view,
  onView,
  side,
}: {
  view: NarrowView;
  onView: (view: NarrowView) => void;
  /** What the right pane is. */
  side: string;
}) {
  const views: readonly [NarrowView, string][] = [
    ['outline', 'Outline'],
    ['text', 'Text'],
    ['side', side],
  ];
  return (
    <div className="flex shrink-0 gap-4 border-hairline border-b px-4 lg:hidden">
      {views.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-pressed={view === name}
          onClick={() => onView(name)}
          className={classNames(
            '-mb-px h-9 border-b-2 text-sm',
            view === name ? 'border-accent font-medium text-ink' : 'border-transparent text-muted',
          )}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
