'use client';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { durationText } from '#components/ui/relative-time-text.ts';
import { Status, type StatusKind } from '#components/ui/status.tsx';
import type { TestStatus } from '#lib/domain/runs/events.ts';

/** One finished test. Lines count from 1. */
export interface ShownTest {
  name: string;
  suite: string;
  file: string;
  line: number | null;
  status: TestStatus;
  durationMs: number;
  message: string | null;
  specLine: number | null;
}

const KINDS: Readonly<Record<TestStatus, StatusKind>> = { passed: 'pass', failed: 'fail', skipped: 'not-run' };

/**
 * Test results: counts by suite (press one to see only it), failures first and open, then the rest. `specHref` leads from a
 * line to the specification's version, `fileHref` from a test to its generated file.
 */
export function TestResults({
  tests,
  planned,
  specHref,
  fileHref,
}: {
  tests: readonly ShownTest[];
  /** How many will run, or null when nobody knows. */
  planned: number | null;
  specHref: (line: number) => string;
  fileHref?: (file: string, line: number | null) => string;
}) {
  const [suite, setSuite] = useState<string | null>(null);
  const shown = suite === null ? tests : tests.filter((test) => test.suite === suite);
  const failed = shown.filter((test) => test.status === 'failed');
  const others = shown.filter((test) => test.status !== 'failed');
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <SuiteCounts tests={tests} planned={planned} selected={suite} onSelect={setSuite} />
      {failed.length > 0 && (
        <ul aria-label="Failed tests" className="divide-y divide-hairline rounded-md border border-fail">
          {failed.map((test) => (
            <li key={test.name}>
              <TestRow test={test} specHref={specHref} fileHref={fileHref} />
              {test.message && (
                <pre className="max-h-64 overflow-auto whitespace-pre-wrap break-words px-3 pb-2 pl-9 font-mono text-fail text-xs">
                  {test.message}
                </pre>
              )}
            </li>
          ))}
        </ul>
      )}
      <ul aria-label={failed.length > 0 ? 'Other tests' : 'Tests'} className="divide-y divide-hairline">
        {others.map((test) => (
          <li key={test.name}>
            <TestRow test={test} specHref={specHref} fileHref={fileHref} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function SuiteCounts({
  tests,
  planned,
  selected,
  onSelect,
}: {
  tests: readonly ShownTest[];
  planned: number | null;
  selected: string | null;
  onSelect: (suite: string | null) => void;
}) {
  const suites = countBySuite(tests);
  const done = tests.length;
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-1.5">
      <SuiteButton
        label="All"
        note={planned !== null && planned > done ? `${done}/${planned}` : String(done)}
        failed={tests.some((test) => test.status === 'failed')}
        selected={selected === null}
        onPress={() => onSelect(null)}
      />
      {suites.map(({ suite, passed, failed, total }) => (
        <SuiteButton
          key={suite}
          label={suite}
          note={`${passed}/${total}`}
          failed={failed > 0}
          selected={selected === suite}
          onPress={() => onSelect(selected === suite ? null : suite)}
        />
      ))}
    </div>
  );
}

function SuiteButton({
  label,
  note,
  failed,
  selected,
  onPress,
}: {
  label: string;
  note: string;
  failed: boolean;
  selected: boolean;
  onPress: () => void;
}) {
  return (
    <Button
      size="small"
      variant={selected ? 'secondary' : 'quiet'}
      aria-pressed={selected}
      onClick={onPress}
      className="max-w-full"
    >
      <span className="truncate">{label}</span>
      <span className={classNames('tabular-nums', failed ? 'text-fail' : 'text-muted')}>{note}</span>
    </Button>
  );
}

function TestRow({
  test,
  specHref,
  fileHref,
}: {
  test: ShownTest;
  specHref: (line: number) => string;
  fileHref: ((file: string, line: number | null) => string) | undefined;
}) {
  const place = test.line === null ? test.file : `${test.file}:${test.line}`;
  return (
    <div className="flex min-h-8 items-start gap-2 px-3 py-1.5 text-sm hover:bg-hover">
      <Status kind={KINDS[test.status]} label={test.status} iconOnly className="mt-0.5" />
      <span className="min-w-0 flex-1 break-words">
        {withoutFile(test)}
        {test.status === 'skipped' && <span className="text-muted"> skipped: not tested</span>}
      </span>
      <span className="flex shrink-0 items-center gap-3 text-muted text-xs leading-5 tabular-nums">
        {fileHref && (
          <Link
            href={fileHref(test.file, test.line)}
            className="hidden font-mono hover:text-ink hover:underline md:inline"
          >
            {place}
          </Link>
        )}
        {test.specLine !== null && (
          <Link
            href={specHref(test.specLine)}
            className="text-accent hover:underline"
            title="Line of the specification"
          >
            spec {test.specLine}
          </Link>
        )}
        <span className="hidden w-14 text-right sm:inline">{durationText(test.durationMs)}</span>
      </span>
    </div>
  );
}

/** Names are `file › describe › name`; the file has its own column. */
function withoutFile(test: ShownTest): string {
  const prefix = `${test.file} › `;
  return test.name.startsWith(prefix) ? test.name.slice(prefix.length) : test.name;
}

function countBySuite(tests: readonly ShownTest[]): SuiteCount[] {
  const counts = new Map<string, SuiteCount>();
  for (const { suite, status } of tests) {
    const count = counts.get(suite) ?? { suite, passed: 0, failed: 0, total: 0 };
    const passed = count.passed + (status === 'passed' ? 1 : 0);
    const failed = count.failed + (status === 'failed' ? 1 : 0);
    counts.set(suite, { suite, passed, failed, total: count.total + 1 });
  }
  return [...counts.values()].sort((a, b) => (a.suite < b.suite ? -1 : 1));
}

interface SuiteCount {
  suite: string;
  passed: number;
  failed: number;
  total: number;
}
