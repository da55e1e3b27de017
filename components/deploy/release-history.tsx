'use client';
import { useState } from 'react';
import type { ActionResult } from '#lib/core/action-result.ts';
import type { DeploymentEntry, LiveRelease, RollbackChoice } from '#lib/domain/deployments/service-deployment.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Status } from '../ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx';
import { entryWord } from './deployment-words.ts';

export type RollBack = (asked: { service: string; toRelease: number }) => Promise<ActionResult<null>>;

interface HistoryProps {
  service: string;
  live: LiveRelease | null;
  history: readonly DeploymentEntry[];
  choices: readonly RollbackChoice[];
  /** Null if the person's role may not roll back. */
  rollBack: RollBack | null;
  onDone: () => void;
}

/** What was deployed, newest first, with one press back to what was live before. */
export function ReleaseHistory(props: HistoryProps) {
  const { history, choices, rollBack, live } = props;
  const [choice, setChoice] = useState<RollbackChoice | null>(null);
  const offered = new Set<string>();
  return (
    <>
      <Table label="Deployments of this service">
        <TableHead>
          <HeadCell>Release</HeadCell>
          <HeadCell>Version</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Started</HeadCell>
          <HeadCell>By</HeadCell>
          <HeadCell>Reason</HeadCell>
          <HeadCell align="end" aria-label="Action" />
        </TableHead>
        <tbody>
          {history.map((entry) => {
            const back = choices.find(
              (each) => each.releaseNumber === entry.releaseNumber && entry.status === 'superseded',
            );
            const first = back !== undefined && !offered.has(back.releaseId);
            if (back) offered.add(back.releaseId);
            return (
              <Row key={entry.id}>
                <Cell className="font-medium tabular-nums">{entry.releaseNumber}</Cell>
                <Cell className="tabular-nums">v{entry.versionNumber}</Cell>
                <Cell>
                  <span className="flex items-center gap-2">
                    <Status kind={entryWord(entry.status).kind} label={entryWord(entry.status).word} />
                    {entry.kind === 'rollback' && <Badge>rollback</Badge>}
                  </span>
                </Cell>
                <Cell className="text-muted">
                  <RelativeTime at={entry.createdAt} />
                </Cell>
                <Cell className="whitespace-nowrap">{entry.startedBy}</Cell>
                <Cell className="max-w-96 text-muted">{entry.reason ?? ''}</Cell>
                <Cell align="end">
                  {rollBack && first && live && (
                    <Button size="small" variant="danger" onClick={() => setChoice(back)}>
                      Roll back to {back.releaseNumber}
                    </Button>
                  )}
                </Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
      {choice && live && rollBack && (
        <RollBackDialog {...props} live={live} rollBack={rollBack} choice={choice} onClose={() => setChoice(null)} />
      )}
    </>
  );
}

function RollBackDialog({
  service,
  live,
  choice,
  rollBack,
  onClose,
  onDone,
}: HistoryProps & { live: LiveRelease; choice: RollbackChoice; rollBack: RollBack; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const act = async () => {
    setBusy(true);
    setFailure(null);
    const result = await rollBack({ service, toRelease: choice.releaseNumber }).catch(() => null);
    setBusy(false);
    onDone();
    if (result?.ok) onClose();
    else
      setFailure(
        result?.error.message ?? 'The server cannot be reached. Look at the history below before you try again.',
      );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={`Roll ${service} back to release ${choice.releaseNumber}`}
      description={`Release ${live.releaseNumber} (version ${live.versionNumber}) answers now. Release ${choice.releaseNumber} (version ${choice.versionNumber}) takes all traffic when it is healthy; until then nothing changes. Stored data stays.`}
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            Keep release {live.releaseNumber}
          </Button>
          <Button variant="danger" busy={busy} onClick={act}>
            Roll back to release {choice.releaseNumber}
          </Button>
        </>
      }
    >
      {busy && <Progress label="Rolling back" />}
      {failure && <Notice tone="fail">{failure}</Notice>}
    </Dialog>
  );
}
