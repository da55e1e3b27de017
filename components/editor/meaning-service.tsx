import type { Span } from '#lib/core/text-range.ts';
import { Badge } from '../ui/badge.tsx';
import type { DecisionView, EntityView, Listed, OperationView, Row } from './meaning.ts';
import { GoRow, Heading, NameRow, Nothing, Rest, RowGroup } from './meaning-row.tsx';

type Go = (span: Span) => void;

/** The operations: who may call, what goes in, what is done, what comes out. */
export function ApiTab({
  operations,
  callers,
  onGo,
}: {
  operations: Listed<OperationView>;
  callers: Listed<Row>;
  onGo: Go;
}) {
  if (operations.total === 0) return <Nothing>No operations. They are listed under endpoints.</Nothing>;
  return (
    <div className="px-2 pb-4">
      {operations.shown.map((operation) => (
        <Operation key={operation.id} operation={operation} onGo={onGo} />
      ))}
      <Rest of={operations} />
      <RowGroup title="How callers are known" rows={callers} onGo={onGo} />
    </div>
  );
}

function Operation({ operation, onGo }: { operation: OperationView; onGo: Go }) {
  const { input, steps, output, sla, audit } = operation;
  return (
    <section className="border-hairline border-b py-3 last:border-b-0">
      <GoRow span={operation.span} onGo={onGo}>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex flex-wrap items-baseline gap-2">
            <Badge tone="accent" mono>
              {operation.method}
            </Badge>
            <span className="min-w-0 break-all font-medium font-mono">{operation.path}</span>
          </span>
          <span className="text-muted">
            <span className="font-mono">{operation.name}</span>
            {operation.summary && ` · ${operation.summary}`}
          </span>
        </span>
      </GoRow>
      <Facts operation={operation} sla={sla} audit={audit} />
      <Rows title="In" rows={input} onGo={onGo} />
      <Rows title="Steps" rows={steps} onGo={onGo} mono={false} />
      <Rows title="Out" rows={output} onGo={onGo} />
    </section>
  );
}

function Facts({ operation, sla, audit }: { operation: OperationView; sla: string | null; audit: string | null }) {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 px-2 pt-1 text-xs">
      <Fact name="May call" value={`${operation.access}${operation.accessAssumed ? ' (assumed)' : ''}`} />
      {sla && <Fact name="Answers" value={sla} />}
      {audit && <Fact name="Keeps" value={audit} />}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-faint">{name}</dt>
      <dd className="text-muted">{value}</dd>
    </div>
  );
}

function Rows({ title, rows, onGo, mono = true }: { title: string; rows: readonly Row[]; onGo: Go; mono?: boolean }) {
  if (rows.length === 0) return null;
  return (
    <>
      <Heading>{title}</Heading>
      {rows.map((row) => (
        <NameRow key={row.id} row={row} onGo={onGo} mono={mono} />
      ))}
    </>
  );
}

/** What is stored, and the named types. */
export function DataTab({ entities, types, onGo }: { entities: Listed<EntityView>; types: Listed<Row>; onGo: Go }) {
  if (entities.total + types.total === 0)
    return <Nothing>Nothing is stored. Entities hold the service's records.</Nothing>;
  return (
    <div className="px-2 pb-4">
      {entities.shown.map((entity) => (
        <section key={entity.id} className="border-hairline border-b py-2">
          <GoRow span={entity.span} onGo={onGo}>
            <span className="font-medium font-mono">{entity.name}</span>
            <span className="min-w-0 text-muted text-xs">{entity.notes.join(' · ')}</span>
          </GoRow>
          {entity.fields.map((field) => (
            <NameRow
              key={field.id}
              row={{
                ...field,
                text: [field.text, field.key && 'key', field.unique && 'unique'].filter(Boolean).join(' · '),
              }}
              onGo={onGo}
            />
          ))}
        </section>
      ))}
      <Rest of={entities} />
      <Rows title="Types" rows={types.shown} onGo={onGo} />
      <Rest of={types} />
    </div>
  );
}

/** Decision tables as tables, scorecards, and what always holds. */
export function RulesTab({
  decisions,
  scorecards,
  invariants,
  onGo,
}: {
  decisions: Listed<DecisionView>;
  scorecards: Listed<Row>;
  invariants: Listed<Row>;
  onGo: Go;
}) {
  if (decisions.total + scorecards.total + invariants.total === 0)
    return <Nothing>No decision tables, scorecards or invariants.</Nothing>;
  return (
    <div className="px-2 pb-4">
      {decisions.shown.map((decision) => (
        <section key={decision.id} className="border-hairline border-b py-2 last:border-b-0">
          <GoRow span={decision.span} onGo={onGo}>
            <span className="font-medium font-mono">{decision.name}</span>
            <span className="text-muted text-xs">{`hit policy ${decision.hitPolicy}`}</span>
          </GoRow>
          <DecisionTable decision={decision} onGo={onGo} />
        </section>
      ))}
      <Rest of={decisions} />
      <RowGroup title="Scorecards" rows={scorecards} onGo={onGo} />
      <RowGroup title="What always holds" rows={invariants} onGo={onGo} />
    </div>
  );
}

function DecisionTable({ decision, onGo }: { decision: DecisionView; onGo: Go }) {
  const head = 'h-7 whitespace-nowrap px-2 text-left font-medium text-muted text-xs';
  const cell = 'whitespace-nowrap px-2 py-1 font-mono';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section aria-label={`Rules of ${decision.name}`} tabIndex={0} className="overflow-x-auto px-2 pt-1">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-hairline border-b">
            <th className={head}>#</th>
            {decision.inputs.map((name) => (
              <th key={name} className={head}>
                {name}
              </th>
            ))}
            {decision.outputs.map((name, index) => (
              <th key={name} className={index === 0 ? `${head} border-edge border-l` : head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decision.rules.map((rule) => (
            <tr key={rule.number} className="border-hairline border-b last:border-b-0 hover:bg-hover">
              <td className="px-2">
                <button
                  type="button"
                  className="text-faint hover:text-accent"
                  aria-label={`Go to rule ${rule.number}`}
                  onClick={() => onGo(rule.span)}
                >
                  {rule.number}
                </button>
              </td>
              {decision.inputs.map((name, index) => (
                <td key={name} className={cell}>
                  {rule.tests[index] ?? ''}
                </td>
              ))}
              {decision.outputs.map((name, index) => (
                <td key={name} className={index === 0 ? `${cell} border-edge border-l` : cell}>
                  {rule.values[index] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
