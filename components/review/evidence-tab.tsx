'use client';
import type { ReactNode } from 'react';
import { counted } from '#components/run/counted.ts';
import { CodeBlock, CopyButton } from '#components/ui/code-block.tsx';
import { Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import type { ReviewDecision, ReviewView } from '#lib/domain/reviews/review-view.ts';

/** Exactly what is signed: each part, the text, and its digest, so that anybody can compute it again. */
export function EvidenceTab({ view }: { view: ReviewView }) {
  const { evidence } = view;
  return (
    <div className="px-4 py-5 md:px-6">
      <Section title={evidence.signed ? 'What was signed' : 'What would be signed'}>
        <EvidenceParts view={view} />
      </Section>
      {view.decisions.length > 0 && (
        <Section title="Decisions" count={view.decisions.length}>
          <ul>
            {view.decisions.map((decision) => (
              <Decision key={`${decision.person} ${decision.at}`} decision={decision} />
            ))}
          </ul>
        </Section>
      )}
      <Section title="The signed text">
        <p className="py-2 text-muted text-sm">
          Canonical JSON (RFC 8785). Its SHA-256 is the digest: save the text without a line end and run{' '}
          <code className="font-mono">sha256sum</code> on it to compute the digest again.
        </p>
        <div className="max-h-96 overflow-y-auto">
          <CodeBlock text={evidence.text} label="signed text" wrap />
        </div>
      </Section>
    </div>
  );
}

/** The parts of the evidence in words. Also shown in the sheet in which a person signs. */
export function EvidenceParts({ view }: { view: ReviewView }) {
  const { evidence, digest } = view.evidence;
  const { prose, assumed, notUnderstood } = evidence.notPrecise;
  const changed = view.files.filter((file) => file.change !== 'unchanged').length;
  return (
    <dl className="text-sm">
      <Part name="Digest">
        <span className="flex items-start gap-1">
          <code className="break-all font-mono text-xs leading-5">{digest}</code>
          <CopyButton text={digest} label="Copy the digest" className="-my-1" />
        </span>
      </Part>
      <Part name="Allows">
        {evidence.action} to the {evidence.environment} environment, run {evidence.run.number}, once
      </Part>
      <Part name="Specification">
        {evidence.service} version {evidence.specification.version}{' '}
        <code className="font-mono text-muted text-xs" title={evidence.specification.digest}>
          {evidence.specification.digest.slice(0, 12)}
        </code>
        , by {view.version.authors.join(', ')}
      </Part>
      <Part name="Follows">
        {evidence.previousRelease === null
          ? 'nothing: this is the first release'
          : `release ${evidence.previousRelease.number} (version ${view.base?.versionNumber ?? '?'})`}
      </Part>
      <Part name="Files">
        {counted(evidence.files.length, 'file')}, {changed} changed, each by its SHA-256
      </Part>
      <Part name="Checks">
        <span className="flex flex-wrap gap-x-4">
          {evidence.gates.map((gate) => (
            <Status
              key={gate.gate}
              kind={gate.status === 'passed' ? 'pass' : gate.status === 'failed' ? 'fail' : 'not-run'}
              label={gate.gate}
            />
          ))}
          {evidence.gates.length === 0 && <Status kind="not-run" label="no check has run" />}
        </span>
      </Part>
      <Part name="Tests">{testSentence(view)}</Part>
      <Part name="Not tested">
        {prose === 0
          ? 'No step is left to people.'
          : `${counted(prose, 'step')} in prose: what people decide in them is not tested.`}
      </Part>
      <Part name="Assumed">
        {counted(assumed, 'value')}
        {notUnderstood > 0 && `, and ${counted(notUnderstood, 'phrase')} with words that have no effect`}
      </Part>
    </dl>
  );
}

function testSentence({ evidence: { evidence } }: ReviewView): string {
  const count = (status: string) => evidence.tests.filter((test) => test.status === status).length;
  const skipped = count('skipped');
  const failed = count('failed');
  return [
    `${count('passed')} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped: not tested`,
  ]
    .filter(Boolean)
    .join(', ');
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8 grid-cols-[7rem_minmax(0,1fr)] gap-3 border-hairline border-b py-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Decision({ decision }: { decision: ReviewDecision }) {
  return (
    <li className="border-hairline border-b py-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-3">
        <Status
          kind={decision.decision === 'approved' ? 'pass' : 'fail'}
          label={`${decision.decision} by ${decision.person}`}
        />
        <span className="text-muted text-xs">
          <RelativeTime at={decision.at} />
        </span>
        <code className="font-mono text-muted text-xs" title={decision.digest}>
          {decision.digest.slice(0, 12)}
        </code>
      </p>
      <p className="mt-1 whitespace-pre-wrap break-words">{decision.reason ?? decision.meaning}</p>
    </li>
  );
}
