import type { Span } from '#lib/core/text-range.ts';
import { Badge } from '../ui/badge.tsx';
import type { IntegrationView, Listed, ObligationView, ProseView, Row } from './meaning.ts';
import { GoRow, Heading, Nothing, NotUnderstood, Rest, RowGroup } from './meaning-row.tsx';
import { Said } from './said.tsx';

type Go = (span: Span) => void;

/** The other systems and how they are reached, events, and work that no caller asks for. */
export function AroundTab({
  integrations,
  events,
  work,
  onGo,
}: {
  integrations: Listed<IntegrationView>;
  events: Listed<Row>;
  work: Listed<Row>;
  onGo: Go;
}) {
  if (integrations.total + events.total + work.total === 0)
    return <Nothing>No other system, event or schedule is named.</Nothing>;
  return (
    <div className="px-2 py-2">
      {integrations.shown.map((integration) => (
        <GoRow key={integration.id} span={integration.span} onGo={onGo}>
          <span className="flex min-w-0 flex-1 flex-col gap-0.5">
            <span className="flex flex-wrap items-baseline gap-2">
              <span className="font-medium font-mono">{integration.name}</span>
              {integration.protocol && <Badge>{integration.protocol}</Badge>}
              {integration.auth && <Badge>{integration.auth}</Badge>}
              <span className="text-faint text-xs">{used(integration.used)}</span>
            </span>
            <span className="text-muted">{integration.text}</span>
            <NotUnderstood words={integration.notUnderstood} />
          </span>
        </GoRow>
      ))}
      <Rest of={integrations} />
      <RowGroup title="Events" rows={events} onGo={onGo} />
      <RowGroup title="Schedules and processes" rows={work} onGo={onGo} />
    </div>
  );
}

function used(steps: number): string {
  return steps === 0 ? 'no step uses it' : `${steps} ${steps === 1 ? 'step uses' : 'steps use'} it`;
}

/** What the service must comply with, and what was read from each sentence. */
export function ObligationsTab({
  obligations,
  frameworks,
  operation,
  onGo,
}: {
  obligations: Listed<ObligationView>;
  frameworks: readonly string[];
  operation: Listed<Row>;
  onGo: Go;
}) {
  if (obligations.total + frameworks.length + operation.total === 0)
    return <Nothing>No compliance requirements are written.</Nothing>;
  return (
    <div className="px-2 py-2">
      {frameworks.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 px-2 pb-2 text-muted text-xs">
          Frameworks
          {frameworks.map((framework) => (
            <Badge key={framework}>{framework}</Badge>
          ))}
        </p>
      )}
      {obligations.shown.map((obligation) => (
        <GoRow key={obligation.id} span={obligation.span} onGo={onGo}>
          <span className="flex min-w-0 flex-1 flex-col gap-0.5">
            <span className="font-medium font-mono">{obligation.name}</span>
            <span className="text-muted">{obligation.text}</span>
            {obligation.facts.length > 0 && (
              <span className="text-muted text-xs">{`read: ${obligation.facts.join(' · ')}`}</span>
            )}
            <NotUnderstood words={obligation.notUnderstood} />
          </span>
        </GoRow>
      ))}
      <Rest of={obligations} />
      <RowGroup title="Operation" rows={operation} onGo={onGo} />
    </div>
  );
}

/** What nobody wrote but had to be decided, and what a person does until it is refined. */
export function AssumedTab({
  assumptions,
  prose,
  onGo,
}: {
  assumptions: Listed<Row>;
  prose: Listed<ProseView>;
  onGo: Go;
}) {
  if (assumptions.total + prose.total === 0) return <Nothing>Nothing was assumed and no step is prose.</Nothing>;
  return (
    <div className="px-2 pb-4">
      {prose.total > 0 && <Heading>{`Prose: a person does it (${prose.total})`}</Heading>}
      {prose.shown.map((step) => (
        <GoRow key={step.id} span={step.span} onGo={onGo}>
          <span className="flex min-w-0 flex-1 flex-col">
            <span>
              <span className="font-medium font-mono">{step.name}</span>
              <span className="text-faint">{` in ${step.operation}`}</span>
            </span>
            <span className="text-muted">{step.text}</span>
            {step.form.length > 0 && <span className="text-muted text-xs">{`fills in: ${step.form.join(', ')}`}</span>}
          </span>
        </GoRow>
      ))}
      <Rest of={prose} />
      {assumptions.total > 0 && <Heading>{`Assumed: confirm or write it (${assumptions.total})`}</Heading>}
      {assumptions.shown.map((assumption) => (
        <GoRow key={assumption.id} span={assumption.span} onGo={onGo}>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="break-words font-mono">{assumption.name}</span>
            <span className="text-muted">
              <Said text={assumption.text} />
            </span>
          </span>
        </GoRow>
      ))}
      <Rest of={assumptions} />
    </div>
  );
}

/** What the text says and this version does not generate: Generate refuses until it is empty. */
export function NotYetTab({ notYet, onGo }: { notYet: Listed<Row>; onGo: Go }) {
  return (
    <div className="px-2 py-2">
      <p className="px-2 pb-2 text-muted text-sm">
        The text is understood and checked. This version of Plumbline does not generate the parts below, so it cannot be
        generated as a whole.
      </p>
      {notYet.shown.map((row) => (
        <GoRow key={row.id} span={row.span} onGo={onGo}>
          <span className="min-w-0 text-muted">
            <Said text={row.text} />
          </span>
        </GoRow>
      ))}
      <Rest of={notYet} />
    </div>
  );
}
