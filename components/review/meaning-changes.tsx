'use client';
import Link from 'next/link';
import { useState } from 'react';
import { counted } from '#components/run/counted.ts';
import { ChangeBadge, type ChangeClass } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/page-header.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import type { ReviewChange, ReviewChanges, ReviewView } from '#lib/domain/reviews/review-view.ts';
import { InlineCode } from './inline-code.tsx';

type LineHref = (line: number) => string;

/** What this version means differently from the approved one: the first thing that a reviewer reads. */
export function MeaningChanges({ view, specHref }: { view: ReviewView; specHref: LineHref }) {
  const { changes } = view.meaning;
  if (changes.kind === 'first') return <EverythingNew counts={changes.counts} />;
  const against = view.base === null ? '' : ` since v${view.base.versionNumber}`;
  const title = `Changes in meaning${against}`;
  if (changes.kind === 'not-compared')
    return (
      <Section title={title}>
        <Notice tone="warn">{changes.reason}</Notice>
      </Section>
    );
  const baseHref: LineHref = (line) =>
    `/services/${view.run.service}/versions/${view.base?.versionNumber ?? view.version.number}?line=${line}`;
  return (
    <Section title={title} count={changes.changes.length}>
      {changes.versionTooSmall !== null && (
        <Notice tone="warn" className="my-2">
          {changes.versionTooSmall}
        </Notice>
      )}
      {changes.changes.length === 0 ? (
        <p className="py-2 text-muted text-sm">
          None: it means exactly what is approved. Only layout, comments, names of steps or the version number can
          differ.
        </p>
      ) : (
        <Compared changes={changes} specHref={specHref} baseHref={baseHref} />
      )}
    </Section>
  );
}

function EverythingNew({ counts }: { counts: Extract<ReviewChanges, { kind: 'first' }>['counts'] }) {
  return (
    <Section title="Changes in meaning">
      <p className="py-2 text-sm">
        Everything is new: no version of this service was approved before.{' '}
        <span className="text-muted tabular-nums">
          {counts.map(({ one, many, count }) => `${count} ${count === 1 ? one : many}`).join(' · ')}
        </span>
      </p>
    </Section>
  );
}

type ComparedChanges = Extract<ReviewChanges, { kind: 'compared' }>;

/** More than this are shown when asked for: nobody reads them at one glance. */
const FIRST = 100;

function Compared({
  changes: { changes, bump, versions },
  specHref,
  baseHref,
}: {
  changes: ComparedChanges;
  specHref: LineHref;
  baseHref: LineHref;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, FIRST);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 py-2 text-sm">
        {classesOf(changes).map(([change, count]) => (
          <ChangeBadge key={change} change={change} count={count} />
        ))}
        <span className="text-muted">
          A {bump} version is needed;{' '}
          {versions.before === versions.after
            ? `it stays ${versions.after}.`
            : `it goes from ${versions.before} to ${versions.after}.`}
        </span>
      </div>
      <Table label="Changes in meaning">
        <TableHead>
          <HeadCell className="w-24">Class</HeadCell>
          <HeadCell>Change</HeadCell>
          <HeadCell align="end">Line</HeadCell>
        </TableHead>
        <tbody>
          {shown.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
            <ChangeRow key={index} change={change} specHref={specHref} baseHref={baseHref} />
          ))}
        </tbody>
      </Table>
      {shown.length < changes.length && (
        <Button variant="quiet" className="mt-2" onClick={() => setAll(true)}>
          Show all {counted(changes.length, 'change')}
        </Button>
      )}
    </>
  );
}

function ChangeRow({ change, specHref, baseHref }: { change: ReviewChange; specHref: LineHref; baseHref: LineHref }) {
  return (
    <Row>
      <Cell className="align-top">
        <ChangeBadge change={change.class} />
      </Cell>
      <Cell className="min-w-44 break-words align-top" title={`${change.path} (${change.code})`}>
        <InlineCode text={change.message} />
      </Cell>
      <Cell align="end" className="whitespace-nowrap align-top">
        <LineLink line={change.beforeLine} href={baseHref} label="Line of the approved text" />
        <span aria-hidden className="text-faint">
          {' → '}
        </span>
        <LineLink line={change.afterLine} href={specHref} label="Line of this version" />
      </Cell>
    </Row>
  );
}

function LineLink({ line, href, label }: { line: number | null; href: LineHref; label: string }) {
  if (line === null) return <span className="text-faint">none</span>;
  return (
    <Link
      href={href(line)}
      className="text-accent tabular-nums hover:underline"
      title={label}
      aria-label={`${label}: ${line}`}
    >
      {line}
    </Link>
  );
}

/** In the order of the list, the most serious first. */
function classesOf(changes: readonly ReviewChange[]): [ChangeClass, number][] {
  const counts = new Map<ChangeClass, number>();
  for (const change of changes) counts.set(change.class, (counts.get(change.class) ?? 0) + 1);
  return [...counts];
}
