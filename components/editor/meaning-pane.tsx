'use client';
import type { ReactNode } from 'react';
import type { Span } from '#lib/core/text-range.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../ui/tabs.tsx';
import type { Meaning } from './meaning.ts';
import { AssumedTab, IntegrationsTab, ObligationsTab } from './meaning-around.tsx';
import { ApiTab, DataTab, DecisionsTab } from './meaning-service.tsx';

export interface MeaningPaneProps {
  /** Null until something could be read. */
  meaning: Meaning | null;
  /** The text cannot be read now; what is shown is the last text that could. */
  outdated: boolean;
  checking: boolean;
  onGo: (span: Span) => void;
}

/** What the text means, right now. Every row leads to its line. */
export function MeaningPane({ meaning, outdated, checking, onGo }: MeaningPaneProps) {
  if (meaning === null) {
    if (checking)
      return (
        <div className="p-4">
          <SkeletonRows rows={5} />
        </div>
      );
    return <EmptyState title="Nothing to show yet">The text cannot be read. The problems below say why.</EmptyState>;
  }
  const { operations, entities, types, decisions, integrations, obligations, assumptions, prose } = meaning;
  const tabs: readonly { id: string; label: string; count: number; body: ReactNode }[] = [
    { id: 'api', label: 'API', count: operations.total, body: <ApiTab operations={operations} onGo={onGo} /> },
    {
      id: 'data',
      label: 'Data',
      count: entities.total + types.total,
      body: <DataTab entities={entities} types={types} onGo={onGo} />,
    },
    {
      id: 'decisions',
      label: 'Decisions',
      count: decisions.total,
      body: <DecisionsTab decisions={decisions} onGo={onGo} />,
    },
    {
      id: 'integrations',
      label: 'Integrations',
      count: integrations.total,
      body: <IntegrationsTab integrations={integrations} onGo={onGo} />,
    },
    {
      id: 'obligations',
      label: 'Obligations',
      count: obligations.total,
      body: <ObligationsTab obligations={obligations} frameworks={meaning.frameworks} onGo={onGo} />,
    },
    {
      id: 'assumed',
      label: 'Assumed & prose',
      count: assumptions.total + prose.total,
      body: <AssumedTab assumptions={assumptions} prose={prose} onGo={onGo} />,
    },
  ];
  return (
    <Tabs defaultValue="api" className="h-full">
      <TabList className="gap-3 px-3" aria-label="What the text means">
        {tabs.map(({ id, label, count }) => (
          <Tab key={id} value={id}>
            {label}
            <span className="text-faint text-xs tabular-nums">{count}</span>
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
