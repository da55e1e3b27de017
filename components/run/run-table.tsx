import Link from 'next/link';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { durationText } from '#components/ui/relative-time-text.ts';
import { Status, type StatusKind } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import type { RunStatus, Stage } from '#lib/domain/runs/events.ts';
import { STAGE_NAMES } from './stage-names.ts';

/** One run of a list. Times are RFC 3339. */
export interface ListedRun {
  id: string;
  number: number;
  service: { name: string };
  version: { number: number; message: string };
  startedBy: { name: string };
  status: RunStatus;
  stage: Stage;
  reason: string | null;
  createdAt: string;
  finishedAt: string | null;
}

const KINDS: Readonly<Record<RunStatus, StatusKind>> = {
  queued: 'not-run',
  running: 'running',
  waiting: 'waiting',
  succeeded: 'pass',
  failed: 'fail',
  rejected: 'fail',
  cancelled: 'not-run',
};

/** Runs as a table; each row leads to its run. */
export function RunTable({ runs }: { runs: readonly ListedRun[] }) {
  return (
    <Table label="Runs">
      <TableHead>
        <HeadCell>Run</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Version</HeadCell>
        <HeadCell>Started by</HeadCell>
        <HeadCell>Started</HeadCell>
        <HeadCell align="end">Took</HeadCell>
      </TableHead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.id}>
            <Cell>
              <Link href={`/runs/${run.id}`} className="whitespace-nowrap font-medium hover:underline">
                {run.service.name} <span className="text-muted tabular-nums">#{run.number}</span>
              </Link>
            </Cell>
            <Cell>
              <span className="flex max-w-80 items-center gap-2" title={run.reason ?? undefined}>
                <Status kind={KINDS[run.status]} label={stateWords(run)} />
                {run.reason && run.status === 'failed' && (
                  <span className="min-w-0 truncate text-muted max-sm:hidden">{run.reason}</span>
                )}
              </span>
            </Cell>
            <Cell>
              <span className="block max-w-64 truncate" title={run.version.message}>
                v{run.version.number} <span className="text-muted">{run.version.message}</span>
              </span>
            </Cell>
            <Cell className="whitespace-nowrap">{run.startedBy.name}</Cell>
            <Cell>
              <RelativeTime at={run.createdAt} />
            </Cell>
            <Cell align="end" className="whitespace-nowrap">
              {run.finishedAt === null ? '–' : durationText(Date.parse(run.finishedAt) - Date.parse(run.createdAt))}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function stateWords({ status, stage }: ListedRun): string {
  if (status === 'running') return STAGE_NAMES[stage].toLowerCase();
  if (status === 'waiting') return 'waiting for approval';
  if (status === 'failed') return `failed in ${STAGE_NAMES[stage].toLowerCase()}`;
  return status;
}
