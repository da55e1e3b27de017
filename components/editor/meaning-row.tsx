import type { ReactNode } from 'react';
import type { Span } from '#lib/core/text-range.ts';
import type { Listed, Row } from './meaning.ts';

/** A row of the meaning that leads to its place in the text. */
export function GoRow({ span, onGo, children }: { span: Span; onGo: (span: Span) => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={() => onGo(span)}
      className="flex min-h-7 w-full items-baseline gap-2 rounded-sm px-2 py-1 text-left text-sm hover:bg-hover"
    >
      {children}
    </button>
  );
}

/** A name, and beside it what it is. */
export function NameRow({ row, onGo, mono = true }: { row: Row; onGo: (span: Span) => void; mono?: boolean }) {
  return (
    <GoRow span={row.span} onGo={onGo}>
      <span className="w-2/5 shrink-0 break-words font-mono text-ink">{row.name}</span>
      <span className={mono ? 'min-w-0 break-words font-mono text-muted' : 'min-w-0 break-words text-muted'}>
        {row.text}
      </span>
    </GoRow>
  );
}

/** A heading inside a tab. */
export function Heading({ children }: { children: ReactNode }) {
  return <h3 className="px-2 pt-3 pb-1 font-medium text-muted text-xs">{children}</h3>;
}

/** What the panel leaves out. */
export function Rest({ of }: { of: Listed<unknown> }) {
  const left = of.total - of.shown.length;
  if (left === 0) return null;
  return <p className="px-2 py-2 text-muted text-xs">{`and ${left.toLocaleString('en')} more in the text`}</p>;
}

/** A tab with nothing in it says what would be there. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-4 py-6 text-center text-muted text-sm">{children}</p>;
}

/** Words of a phrase that nobody understood: never dropped in silence. */
export function NotUnderstood({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return <span className="text-warn text-xs">{`not understood: ${words.join(', ')}`}</span>;
}

/** Rows under a heading, or nothing where there are none. */
export function RowGroup({ title, rows, onGo }: { title: string; rows: Listed<Row>; onGo: (span: Span) => void }) {
  if (rows.total === 0) return null;
  return (
    <>
      <Heading>{title}</Heading>
      {rows.shown.map((row) => (
        <NameRow key={row.id} row={row} onGo={onGo} mono={false} />
      ))}
      <Rest of={rows} />
    </>
  );
}

/** A tab of plain rows. */
export function RowsTab({ rows, onGo }: { rows: Listed<Row>; onGo: (span: Span) => void }) {
  return (
    <div className="px-2 py-2">
      {rows.shown.map((row) => (
        <NameRow key={row.id} row={row} onGo={onGo} mono={false} />
      ))}
      <Rest of={rows} />
    </div>
  );
}
