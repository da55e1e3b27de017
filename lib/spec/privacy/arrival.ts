import type { Span } from '../../core/text-range.ts';
import type { Related } from '../diagnostic.ts';
import type { Classification, Endpoint, Integration } from '../model.ts';
import type { Flow, Hop, Root } from './flow.ts';

/** A place where a value arrives and is read by others, or stays. */
export type Sink =
  | { kind: 'event'; event: string; field: string }
  | { kind: 'row'; entity: string; field: string }
  | { kind: 'answer'; endpoint: Endpoint; field: string }
  | { kind: 'header'; operation: string; header: string }
  | { kind: 'call'; integration: Integration; operation: string; field: string }
  | { kind: 'process'; process: string; field: string }
  | { kind: 'custom'; step: string; field: string }
  | { kind: 'decision'; decision: string; field: string }
  | { kind: 'claim'; claim: string }
  | { kind: 'report'; step: string };

/** A classified value at a sink. */
export interface Arrival {
  sink: Sink;
  /** The field inside the value that is classified: `.name`; empty for the value itself. */
  inside: string;
  class: Classification;
  /** What the place is declared as, if it is. */
  declared: Classification | null;
  root: Root;
  /** The last place that it passed. */
  hop: Hop;
  /** Where it arrives. */
  span: Span;
  /** A guard had made sure of who calls. */
  proven: boolean;
}

/** What the place of an arrival is called: `KycDecided.note`. */
export function nameOf({ sink, inside }: Pick<Arrival, 'sink' | 'inside'>): string {
  return `${nameOfSink(sink)}${inside}`;
}

function nameOfSink(sink: Sink): string {
  switch (sink.kind) {
    case 'event':
      return `${sink.event}.${sink.field}`;
    case 'row':
      return `${sink.entity}.${sink.field}`;
    case 'answer':
      return `${sink.endpoint.name}.output.${sink.field}`;
    case 'header':
      return `${sink.operation}, header ${sink.header}`;
    case 'call':
      return `${sink.integration.name}.${sink.operation}.${sink.field}`;
    case 'process':
      return `${sink.process}.${sink.field}`;
    case 'custom':
      return `${sink.step}.${sink.field}`;
    case 'decision':
      return `${sink.decision}.${sink.field}`;
    case 'claim':
      return `claim ${sink.claim}`;
    case 'report':
      return `report of ${sink.step}`;
  }
}

/** The places that a value passed, from where it entered. */
export function wayOf(hop: Hop): readonly Related[] {
  const way: Related[] = [];
  for (let at: Hop | null = hop; at !== null; at = at.before) way.push({ span: at.span, message: at.what });
  return way.reverse();
}

/** "Pan → extract.pan → x", for messages: at most five places, the first and the last ones. */
export function sayWay(hop: Hop): string {
  const names = wayOf(hop)
    .map(({ message }) => message)
    .filter((name, i, all) => name !== all[i - 1]);
  const shown = names.length <= 5 ? names : [...names.slice(0, 2), '…', ...names.slice(-2)];
  return shown.map((name) => name.replace(/[`\u0000-\u001f]/g, ' ').slice(0, 60)).join(' → ');
}

/** Whether a flow is classified enough to be followed to its sinks. */
export function isFollowed(flow: Flow): flow is Flow & { class: Classification; hop: Hop } {
  return flow.hop !== null && (flow.class === 'confidential' || flow.class === 'pii' || flow.class === 'sensitive');
}
