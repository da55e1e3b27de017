'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Section } from '#components/ui/page-header.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import type { Meaning, MeaningOperation, ReviewView } from '#lib/domain/reviews/review-view.ts';
import { InlineCode } from './inline-code.tsx';
import { LazyTextDiff } from './lazy-text-diff.tsx';
import { MeaningChanges } from './meaning-changes.tsx';

/** What the version means: what that changes, its operations, what people must do by hand, what was assumed, and what its text changes. */
export function MeaningTab({ view, specHref }: { view: ReviewView; specHref: (line: number) => string }) {
  const { meaning, base } = view;
  return (
    <div className="px-4 py-5 md:px-6">
      <MeaningChanges view={view} specHref={specHref} />
      {base !== null && <SpecChange view={view} />}
      <Section title="Operations" count={meaning.operations.length}>
        <Operations meaning={meaning} first={base === null} specHref={specHref} />
      </Section>
      {meaning.prose.length > 0 && <ProseSteps prose={meaning.prose} specHref={specHref} />}
      {meaning.assumptions.length > 0 && <Assumptions assumptions={meaning.assumptions} specHref={specHref} />}
      {meaning.notUnderstood.length > 0 && <NotUnderstood places={meaning.notUnderstood} specHref={specHref} />}
      {base === null && <SpecChange view={view} />}
    </div>
  );
}

/** The text itself: against the last approved one, where the difference is what there is to review; else as a whole. */
function SpecChange({ view: { base, version } }: { view: ReviewView }) {
  return (
    <Section title={base === null ? 'Specification, first version to be approved' : 'Specification, changed lines'}>
      {base !== null && base.text === version.text ? (
        <p className="py-3 text-muted text-sm">
          The text is the one of version {base.versionNumber}, which is approved.
        </p>
      ) : (
        <div className={base === null ? 'h-[30rem] border-hairline border-b' : 'h-72 border-hairline border-b'}>
          <LazyTextDiff path="specification.yaml" before={base?.text ?? null} after={version.text} sideBySide />
        </div>
      )}
    </Section>
  );
}

function Operations({
  meaning,
  first,
  specHref,
}: {
  meaning: Meaning;
  first: boolean;
  specHref: (line: number) => string;
}) {
  return (
    <Table label="Operations">
      <TableHead>
        <HeadCell>Operation</HeadCell>
        <HeadCell>Who may call it</HeadCell>
        <HeadCell>Takes</HeadCell>
        <HeadCell>Gives</HeadCell>
        <HeadCell>Done by</HeadCell>
        <HeadCell>Line</HeadCell>
      </TableHead>
      <tbody>
        {meaning.operations.map((operation) => (
          <Row key={operation.name}>
            <Cell>
              <span className="flex items-center gap-2">
                <code className="whitespace-nowrap font-mono text-xs">
                  <b className="font-semibold">{operation.method}</b> {operation.path}
                </code>
                {!first && operation.change !== 'same' && <Badge tone="accent">{operation.change}</Badge>}
              </span>
              <span className="text-muted text-xs">{operation.summary ?? operation.name}</span>
            </Cell>
            <Cell>{operation.access}</Cell>
            <Cell className="text-muted">{operation.inputs.join(', ') || 'nothing'}</Cell>
            <Cell className="text-muted">{operation.outputs.join(', ') || 'nothing'}</Cell>
            <Cell className="whitespace-nowrap">{doneBy(operation)}</Cell>
            <Cell>
              <SpecLink line={operation.line} specHref={specHref} />
            </Cell>
          </Row>
        ))}
        {meaning.removedOperations.map((operation) => (
          <Row key={`${operation.method} ${operation.path}`}>
            <Cell colSpan={6}>
              <span className="flex items-center gap-2">
                <code className="font-mono text-xs line-through">
                  {operation.method} {operation.path}
                </code>
                <Badge tone="fail">removed</Badge>
              </span>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function doneBy({ steps, proseSteps }: MeaningOperation): ReactNode {
  if (proseSteps === 0) return 'software';
  if (proseSteps === steps) return <Badge tone="warn">people</Badge>;
  return (
    <Badge tone="warn">
      {proseSteps} of {steps} steps by people
    </Badge>
  );
}

function ProseSteps({ prose, specHref }: { prose: Meaning['prose']; specHref: (line: number) => string }) {
  return (
    <Section title="Steps in prose: people do them as tasks" count={prose.length}>
      <Table label="Steps in prose">
        <TableHead>
          <HeadCell>Step</HeadCell>
          <HeadCell>What the text says</HeadCell>
          <HeadCell>Who gets the task</HeadCell>
          <HeadCell>Line</HeadCell>
        </TableHead>
        <tbody>
          {prose.map((step) => (
            <Row key={`${step.operation} ${step.step}`}>
              <Cell>
                <code className="font-mono text-xs">
                  {step.operation}.{step.step}
                </code>
              </Cell>
              <Cell>{step.text}</Cell>
              <Cell className="text-muted">{step.candidates.join(', ')}</Cell>
              <Cell>
                <SpecLink line={step.line} specHref={specHref} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Assumptions({
  assumptions,
  specHref,
}: {
  assumptions: Meaning['assumptions'];
  specHref: (line: number) => string;
}) {
  return (
    <Section title="Assumed: not written, but had to be decided" count={assumptions.length}>
      <Table label="Assumptions">
        <TableHead>
          <HeadCell>About</HeadCell>
          <HeadCell>Assumption</HeadCell>
          <HeadCell>Line</HeadCell>
        </TableHead>
        <tbody>
          {assumptions.map((assumption) => (
            <Row key={`${assumption.subject} ${assumption.text}`}>
              <Cell>
                <code className="break-all font-mono text-xs">{assumption.subject}</code>
              </Cell>
              <Cell>
                <InlineCode text={assumption.text} />
              </Cell>
              <Cell>
                <SpecLink line={assumption.line} specHref={specHref} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function NotUnderstood({ places, specHref }: { places: Meaning['notUnderstood']; specHref: (line: number) => string }) {
  return (
    <Section title="Not understood: these words have no effect" count={places.length}>
      <Table label="Words that were not understood">
        <TableHead>
          <HeadCell>Place</HeadCell>
          <HeadCell>Words</HeadCell>
          <HeadCell>Line</HeadCell>
        </TableHead>
        <tbody>
          {places.map((place) => (
            <Row key={place.subject}>
              <Cell>
                <code className="break-all font-mono text-xs">{place.subject}</code>
              </Cell>
              <Cell>{place.words.map((word) => `“${word}”`).join(', ')}</Cell>
              <Cell>
                <SpecLink line={place.line} specHref={specHref} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function SpecLink({ line, specHref }: { line: number; specHref: (line: number) => string }) {
  return (
    <Link href={specHref(line)} className="text-accent tabular-nums hover:underline" title="Line of the specification">
      {line}
    </Link>
  );
}
