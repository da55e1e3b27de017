import { Bot } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { costText, durationText, tokensText } from '#components/editor/agent-figures.ts';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status, type StatusKind } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import { type AgentCallRow, type AgentsView, getAgents, type ModelFacts } from '#lib/server/agents/get-agents.ts';
import { pageContext } from '#lib/server/people/request-context.ts';

export const metadata: Metadata = { title: 'Agents' };

const CONFIGURE = `PLUMBLINE_MODEL=compatible:NAME
PLUMBLINE_MODEL_URL=http://127.0.0.1:8080/v1
PLUMBLINE_MODEL_KEY=…
PLUMBLINE_MODEL_PRICE=2.50/10`;

/** Which agents there are, with which model, and what they used. */
export default async function AgentsPage() {
  const view = await getAgents(await pageContext());
  return (
    <>
      <PageHeader trail={[{ label: 'Agents' }]} />
      <PageBody>
        <Section title="Specification agent">
          <p className="max-w-2xl py-3 text-muted text-sm">
            Drafts a specification from a paragraph, in the editor of a service. It has no tools: what it writes is
            checked and shown as a diff that a person accepts or rejects. It approves nothing, saves nothing and deploys
            nothing.
          </p>
          <ModelBox model={view.model} />
          <Totals view={view} />
        </Section>
        <Section title="Calls of the model" count={view.calls.length}>
          {view.calls.length === 0 ? (
            <EmptyState icon={<Bot aria-hidden />} title="No model was called yet">
              {view.model.configured
                ? 'Open a service in the editor and press Draft with agent.'
                : 'Everything works without a model; only drafting needs one.'}
            </EmptyState>
          ) : (
            <Calls calls={view.calls} />
          )}
        </Section>
      </PageBody>
    </>
  );
}

function ModelBox({ model }: { model: ModelFacts }) {
  if (!model.configured)
    return (
      <div className="max-w-2xl">
        <Notice className="mb-3">{model.reason}</Notice>
        <p className="mb-2 text-muted text-sm">
          Set these where the server starts. NAME goes after openai:, anthropic: or compatible: (any server that speaks
          OpenAI’s format; PLUMBLINE_MODEL_URL is its address). The price is US$ per million tokens, in/out. The key
          never leaves the server.
        </p>
        <CodeBlock label="settings" text={CONFIGURE} />
      </div>
    );
  const { label, host, price } = model;
  return (
    <Facts
      facts={[
        ['Model', label],
        ['Server', host],
        [
          'Price',
          price ? `US$ ${price.input} in, ${price.output} out per million tokens` : 'not set: costs are not known',
        ],
      ]}
    />
  );
}

function Totals({ view: { totals } }: { view: AgentsView }) {
  if (totals.calls === 0) return null;
  return (
    <Facts
      facts={[
        ['Calls, 30 days', `${totals.calls.toLocaleString('en-GB')} (${totals.failed} failed)`],
        ['Tokens', `${tokensText(totals.inputTokens)} in, ${tokensText(totals.outputTokens)} out`],
        [
          'Cost',
          `${costText(totals.costMicros)}${totals.unpriced > 0 ? `, and ${totals.unpriced} calls without a price` : ''}`,
        ],
      ]}
    />
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="mt-3 grid max-w-3xl gap-x-6 gap-y-2 text-sm sm:grid-cols-3">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-muted text-xs">{name}</dt>
          <dd className="break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const STATUS: Readonly<Record<AgentCallRow['status'], { kind: StatusKind; word: string }>> = {
  succeeded: { kind: 'pass', word: 'succeeded' },
  failed: { kind: 'fail', word: 'failed' },
  cancelled: { kind: 'not-run', word: 'stopped' },
};

function Calls({ calls }: { calls: readonly AgentCallRow[] }) {
  return (
    <Table label="Calls of the model">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>Person</HeadCell>
        <HeadCell>Service</HeadCell>
        <HeadCell>Model</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell align="end">Tokens in</HeadCell>
        <HeadCell align="end">Tokens out</HeadCell>
        <HeadCell align="end">Cost</HeadCell>
        <HeadCell align="end">Time</HeadCell>
      </TableHead>
      <tbody>
        {calls.map((call) => (
          <Row key={call.id}>
            <Cell className="text-muted">
              <RelativeTime at={call.at} />
            </Cell>
            <Cell className="whitespace-nowrap">{call.person}</Cell>
            <Cell>
              {call.service ? (
                <Link href={`/services/${call.service}`} className="hover:underline">
                  {call.service}
                </Link>
              ) : (
                '–'
              )}
            </Cell>
            <Cell className="font-mono text-xs">{call.model}</Cell>
            <Cell>
              <Status kind={STATUS[call.status].kind} label={STATUS[call.status].word} />
              {call.error && call.status === 'failed' && (
                <span className="block max-w-md text-muted text-xs">{call.error}</span>
              )}
            </Cell>
            <Cell align="end">{tokensText(call.inputTokens)}</Cell>
            <Cell align="end">{tokensText(call.outputTokens)}</Cell>
            <Cell align="end">{costText(call.costMicros)}</Cell>
            <Cell align="end">{durationText(call.durationMs)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
