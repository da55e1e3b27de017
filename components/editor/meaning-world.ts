import type {
  AuthScheme,
  Deployment,
  EventDeclaration,
  Invariant,
  Model,
  Monitoring,
  Scenario,
  Scorecard,
  Step,
} from '#lib/spec/model.ts';
import type { Listed, Row } from './meaning.ts';

/** What stands around the operations, as rows. `list` cuts what is too long for a page. */
export function aroundOf(model: Model, list: (rows: readonly Row[]) => Listed<Row>) {
  return {
    callers: list(model.auth.map(caller)),
    scorecards: list(model.scorecards.map(scorecard)),
    invariants: list(model.invariants.map(invariant)),
    events: list(model.events.map(event)),
    work: list([
      ...model.schedules.map(({ cron, timezone, processing, ...node }) =>
        row(node, `${cron} · ${timezone} · ${steps(processing)}`),
      ),
      ...model.processes.map(({ processing, ...node }) => row(node, `a process · ${steps(processing)}`)),
    ]),
    scenarios: list(model.scenarios.map(scenario)),
    operation: list([...deployment(model.deployment), ...alerts(model.monitoring)]),
  };
}

type Node = Pick<Row, 'id' | 'name' | 'span'>;

function row({ id, name, span }: Node, text: string): Row {
  return { id, name, text, span };
}

function caller({ id, span, scheme, issuer, subject }: AuthScheme): Row {
  const from = issuer === null ? null : issuer.kind === 'literal' ? issuer.text : `$${issuer.name}`;
  const text = [from && `issued by ${from}`, subject && `the subject is a ${subject}`].filter(Boolean).join(' · ');
  return { id, span, name: scheme, text };
}

function scorecard(of: Scorecard): Row {
  const codes = of.characteristics.map(({ name }) => name).join(', ');
  return row(of, `from ${of.initialScore}: ${codes}`);
}

function invariant(of: Invariant): Row {
  return row(of, `${of.of.name}: ${of.text}`);
}

function event(of: EventDeclaration): Row {
  const fields = of.payload.map(({ name }) => name).join(', ');
  return row(of, `${of.channel} · ${fields}${of.webhook === null ? '' : ' · signed webhook'}`);
}

function scenario(of: Scenario): Row {
  const calls = of.when.map(({ name }) => name).join(', then ');
  const rows = of.examples?.rows.length ?? 0;
  return row(of, rows > 0 ? `${calls} · ${rows} ${rows === 1 ? 'row' : 'rows'}` : calls);
}

function deployment(of: Deployment | null): Row[] {
  if (of === null) return [];
  const { replicas, rollout } = of;
  const count = replicas && (replicas.min === replicas.max ? `${replicas.min}` : `${replicas.min} to ${replicas.max}`);
  const parts = [
    count && `${count} replicas`,
    rollout && [rollout.strategy, ...rollout.steps.map((share) => `${share} %`)].join(' '),
    `rollback ${of.rollback}`,
    of.unrefined === 'refuse' ? 'unrefined steps are refused' : 'unrefined steps go to people',
  ];
  return [{ id: of.id, span: of.span, name: 'deployment', text: parts.filter(Boolean).join(' · ') }];
}

function alerts(of: Monitoring | null): Row[] {
  return (of?.alerts ?? []).map(({ id, span, burnRate, rates, page }) => {
    const said = rates.map(({ factor, windowMs }) => `${factor}x in ${windowMs / 3_600_000} h`).join(', ');
    return { id, span, name: burnRate, text: `budget burns ${said} · pages ${page}` };
  });
}

function steps(processing: readonly Step[]): string {
  return `${processing.length} ${processing.length === 1 ? 'step' : 'steps'}`;
}
