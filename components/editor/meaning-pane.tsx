'use client';
import { type ReactNode, useRef } from 'react';
import type { Span } from '#lib/core/text-range.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../ui/tabs.tsx';
import type { Listed, Row } from './meaning.ts';
import { AroundTab, AssumedTab, NotYetTab, ObligationsTab } from './meaning-around.tsx';
import { RowsTab } from './meaning-row.tsx';
import { ApiTab, DataTab, RulesTab } from './meaning-service.tsx';
import type { CheckedText } from './spec-protocol.ts';

export interface MeaningPaneProps {
  /** The checker's newest answer; null until there is one. */
  checked: CheckedText | null;
  /** There is no answer about the present text. */
  stuck: boolean;
  onGo: (span: Span) => void;
}

/** What the text means, right now. Every row leads to its line. Over a half-typed line the last meaning stays. */
export function MeaningPane({ checked, stuck, onGo }: MeaningPaneProps) {
  const meaning = useLast(checked?.meaning ?? null);
  const outdated = checked !== null && checked.meaning === null;
  if (meaning === null) {
    if (checked === null && !stuck)
      return (
        <div className="p-4">
          <SkeletonRows rows={5} />
        </div>
      );
    return <EmptyState title="Nothing to show yet">The text cannot be read. The problems below say why.</EmptyState>;
  }
  const { operations, entities, types, decisions, integrations, obligations, assumptions, prose } = meaning;
  const { callers, scorecards, invariants, events, work, scenarios, operation } = meaning;
  const notYet = checked?.notYet ?? NONE;
  const tabs: readonly { id: string; label: string; count: number; body: ReactNode }[] = [
    {
      id: 'api',
      label: 'API',
      count: operations.total,
      body: <ApiTab operations={operations} callers={callers} onGo={onGo} />,
    },
    {
      id: 'data',
      label: 'Data',
      count: entities.total + types.total,
      body: <DataTab entities={entities} types={types} onGo={onGo} />,
    },
    {
      id: 'rules',
      label: 'Rules',
      count: decisions.total + scorecards.total + invariants.total,
      body: <RulesTab decisions={decisions} scorecards={scorecards} invariants={invariants} onGo={onGo} />,
    },
    {
      id: 'around',
      label: 'Around',
      count: integrations.total + events.total + work.total,
      body: <AroundTab integrations={integrations} events={events} work={work} onGo={onGo} />,
    },
    {
      id: 'obligations',
      label: 'Obligations',
      count: obligations.total + operation.total,
      body: (
        <ObligationsTab obligations={obligations} frameworks={meaning.frameworks} operation={operation} onGo={onGo} />
      ),
    },
    {
      id: 'assumed',
      label: 'Assumed',
      count: assumptions.total + prose.total,
      body: <AssumedTab assumptions={assumptions} prose={prose} onGo={onGo} />,
    },
    ...optionalTab('examples', 'Examples', scenarios, <RowsTab rows={scenarios} onGo={onGo} />),
    ...optionalTab('not-yet', 'Not yet', notYet, <NotYetTab notYet={notYet} onGo={onGo} />),
  ];
  return (
    <Tabs defaultValue="api" className="h-full">
      <TabList className="px-3" style={{ gap: 10 }} aria-label="What the text means">
        {tabs.map(({ id, label, count }) => (
          <Tab key={id} value={id} className="gap-1">
            {label}
            {count > 0 && <span className="text-faint text-xs tabular-nums">{count}</span>}
          </Tab>
        ))}
      </TabList>
      {outdated && (
        <Notice tone="warn" className="m-2">
          The text cannot be read now. This is what it meant before.
        </Notice>
      )}
      {tabs.map(({ id, body }) => (
        <TabPanel key={id} value={id} className="overflow-y-auto">
          {body}
        </TabPanel>
      ))}
    </Tabs>
  );
}

const NONE: Listed<Row> = { shown: [], total: 0 };

/** A tab that is there only while it has something to show. */
function optionalTab(id: string, label: string, rows: Listed<Row>, body: ReactNode) {
  return rows.total === 0 ? [] : [{ id, label, count: rows.total, body }];
}

function useLast<T>(value: T | null): T | null {
  const last = useRef<T | null>(null);
  if (value !== null) last.current = value;
  return last.current;
}
