'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#components/run/counted.ts';
import { KeepFresh } from '#components/run/keep-fresh.tsx';
import { TestResults } from '#components/run/test-results.tsx';
import { Button } from '#components/ui/button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tab, TabList, TabPanel, Tabs } from '#components/ui/tabs.tsx';
import type { ReviewView as View } from '#lib/domain/reviews/review-view.ts';
import { EvidenceTab } from './evidence-tab.tsx';
import { FileReview } from './file-review.tsx';
import { MeaningTab } from './meaning-tab.tsx';
import { ReviewQuestion } from './review-question.tsx';
import { type DecisionKind, type SignActions, SignSheet } from './sign-sheet.tsx';

const TABS = ['meaning', 'files', 'tests', 'evidence'] as const;
type TabName = (typeof TABS)[number];

/** The review of a run: one question, what speaks for and against a yes, and the two answers. */
export function ReviewView({ view, actions }: { view: View; actions: SignActions }) {
  const router = useRouter();
  const params = useSearchParams();
  const [deciding, setDeciding] = useState<DecisionKind | null>(null);
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'meaning';
  const specHref = (line: number) => `/services/${view.run.service}/versions/${view.version.number}?line=${line}`;
  const fileHref = (file: string, line: number | null) =>
    `?tab=files&file=${encodeURIComponent(file)}${line ? `&line=${line}` : ''}`;
  return (
    <div className="flex min-h-full flex-col md:h-full">
      {/* Another person may decide meanwhile. While the sheet is open the page stays as it was read. */}
      {deciding === null && <KeepFresh everyMs={null} />}
      <PageHeader
        trail={[
          { label: 'Runs', href: '/runs' },
          { label: `${view.run.service} run ${view.run.number}`, href: `/runs/${view.run.id}` },
          { label: 'Review' },
        ]}
        action={<Decide view={view} onDecide={setDeciding} />}
      />
      <ReviewQuestion view={view} />
      <Tabs value={tab} onValueChange={(next) => showTab(next as TabName)} className="flex-1">
        <TabList className="px-4 md:px-6" aria-label="What to look at">
          <Tab className="outline-offset-[-2px]" value="meaning">
            Meaning
          </Tab>
          <Tab className="outline-offset-[-2px]" value="files">
            Files <FilesCount view={view} />
          </Tab>
          <Tab className="outline-offset-[-2px]" value="tests">
            Tests <TestsCount view={view} />
          </Tab>
          <Tab className="outline-offset-[-2px]" value="evidence">
            Evidence
          </Tab>
        </TabList>
        <TabPanel value="meaning" className="md:overflow-y-auto">
          <MeaningTab view={view} specHref={specHref} />
        </TabPanel>
        <TabPanel value="files" className="flex flex-col data-[state=inactive]:hidden">
          <FileReview
            runId={view.run.id}
            files={view.files}
            specText={view.version.text}
            selected={params.get('file')}
            line={lineOf(params.get('line'))}
            onSelect={(path) => showFile(path)}
          />
        </TabPanel>
        <TabPanel value="tests" className="px-4 py-4 md:overflow-y-auto md:px-6">
          {view.tests.length === 0 ? (
            <p className="text-muted text-sm">No test has run.</p>
          ) : (
            <TestResults tests={view.tests} planned={null} specHref={specHref} fileHref={fileHref} />
          )}
        </TabPanel>
        <TabPanel value="evidence" className="md:overflow-y-auto">
          <EvidenceTab view={view} />
        </TabPanel>
      </Tabs>
      <SignSheet
        view={view}
        kind={deciding}
        actions={actions}
        onClose={() => setDeciding(null)}
        onDecided={() => router.push(`/runs/${view.run.id}`)}
        onRefresh={() => {
          setDeciding(null);
          router.refresh();
        }}
      />
    </div>
  );
}

/** The tab and the file are in the address, so that a colleague can be sent there; changing them asks the server nothing. */
function showTab(tab: TabName): void {
  const params = new URLSearchParams(window.location.search);
  params.set('tab', tab);
  window.history.replaceState(null, '', `?${params}`);
}

function showFile(path: string): void {
  window.history.replaceState(null, '', `?${new URLSearchParams({ tab: 'files', file: path })}`);
}

function lineOf(text: string | null): number | null {
  const line = Number(text);
  return Number.isInteger(line) && line > 0 ? line : null;
}

function Decide({ view, onDecide }: { view: View; onDecide: (kind: DecisionKind) => void }) {
  if (view.decisions.length > 0) return null;
  const { approve, reject } = view.signing;
  return (
    <>
      <Button
        variant="danger"
        disabled={!reject.ok}
        title={reject.ok ? undefined : reject.reason}
        aria-describedby="who-may-sign"
        onClick={() => onDecide('reject')}
      >
        Reject…
      </Button>
      <Button
        variant="primary"
        disabled={!approve.ok}
        title={approve.ok ? undefined : approve.reason}
        aria-describedby="who-may-sign"
        onClick={() => onDecide('approve')}
      >
        Approve…
      </Button>
    </>
  );
}

function FilesCount({ view }: { view: View }) {
  const changed = view.files.filter((file) => file.change !== 'unchanged');
  const added = changed.reduce((sum, file) => sum + file.addedLines, 0);
  const removed = changed.reduce((sum, file) => sum + file.removedLines, 0);
  return (
    <span className="text-xs tabular-nums" title={`${counted(changed.length, 'file')} changed`}>
      <span className="text-muted">{changed.length}</span> {added > 0 && <span className="text-pass">+{added}</span>}{' '}
      {removed > 0 && <span className="text-fail">−{removed}</span>}
    </span>
  );
}

function TestsCount({ view }: { view: View }) {
  const failed = view.tests.filter((test) => test.status === 'failed').length;
  if (failed > 0) return <span className="text-fail text-xs tabular-nums">{failed} failed</span>;
  const passed = view.tests.filter((test) => test.status === 'passed').length;
  return (
    <span className="text-xs tabular-nums">
      <span className="text-pass">{passed}</span>
      {passed < view.tests.length && <span className="text-muted"> {view.tests.length - passed} skipped</span>}
    </span>
  );
}
