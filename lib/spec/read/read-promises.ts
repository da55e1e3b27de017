import type { Audit, Period, Sla } from '../model.ts';
import { readAuditPhrase } from '../phrases/audit-phrase.ts';
import { readPeriod } from '../phrases/duration.ts';
import { readSlaPhrase } from '../phrases/sla-phrase.ts';
import type { Reading, Word } from '../phrases/words.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { type ReadContext, spanWithin } from './context.ts';
import { expected, oneOf, scalarsOf, textOf, truth } from './forms.ts';
import { readKeys } from './keys.ts';

/** Reads the `sla` of an endpoint. `id` is the endpoint's, `subject` its name. */
export function readSla(ctx: ReadContext, node: YamlNode, id: string, subject: string): Sla | null {
  const at = { id: `${id}/sla`, span: node.span };
  if (node.kind === 'scalar') {
    const reading = readSlaPhrase(node.value);
    reportPhrase(ctx, node, reading, 'service level', at.id, `${subject}.sla`);
    return { ...at, ...reading.value, notUnderstood: texts(reading.notUnderstood) };
  }
  const keys = readKeys(ctx, node, 'sla', node.span);
  if (keys === null) return null;
  const latency = keys.get('latency');
  const availability = keys.get('availability');
  const window = keys.get('window');
  return {
    ...at,
    latency: latency === undefined ? null : readLatency(ctx, latency, at.id, subject),
    availability: availability === undefined ? null : readShare(ctx, availability),
    window: window === undefined ? null : readPeriodNode(ctx, window),
    notUnderstood: [],
  };
}

function readLatency(ctx: ReadContext, node: YamlNode, id: string, subject: string): Sla['latency'] {
  if (node.kind !== 'scalar') return expected(ctx, node, 'A phrase such as 95% under 30s');
  const reading = readSlaPhrase(node.value);
  reportPhrase(ctx, node, reading, 'latency', id, `${subject}.sla`);
  if (reading.value.latency === null && reading.notUnderstood.length === 0)
    expected(ctx, node, 'A phrase such as 95% under 30s');
  return reading.value.latency;
}

function readShare(ctx: ReadContext, node: YamlNode): string | null {
  const text = textOf(ctx, node, 'A percentage such as 99.9%');
  if (text === null || /^(\d{1,2}(\.\d{1,6})?|100)%$/.test(text)) return text;
  return expected(ctx, node, 'A percentage such as 99.9%');
}

/** Reads a period such as `7 years`, or reports it. */
export function readPeriodNode(ctx: ReadContext, node: YamlNode): Period | null {
  const text = textOf(ctx, node, 'A period such as 7 years');
  if (text === null) return null;
  return readPeriod(text) ?? expected(ctx, node, 'A period such as 7 years or 30d');
}

/** Reads the `audit` of an endpoint. */
export function readAudit(ctx: ReadContext, node: YamlNode, id: string, subject: string): Audit | null {
  const at = { id: `${id}/audit`, span: node.span };
  if (node.kind === 'scalar') {
    const reading = readAuditPhrase(node.value);
    reportPhrase(ctx, node, reading, 'audit phrase', at.id, `${subject}.audit`);
    const origin = reading.assumptions.length > 0 ? ('assumed' as const) : ('phrase' as const);
    return {
      ...at,
      ...reading.value,
      origin,
      notUnderstood: texts(reading.notUnderstood),
    };
  }
  const keys = readKeys(ctx, node, 'audit', node.span);
  if (keys === null) return null;
  const [record, keep, redact, tamperEvident] = ['record', 'keep', 'redact', 'tamperEvident'].map((key) =>
    keys.get(key),
  );
  const parts = ['request', 'response', 'decisions'] as const;
  const recorded =
    record === undefined
      ? [...parts]
      : scalarsOf(ctx, record, 'records').flatMap((item) => oneOf(ctx, item, parts, 'A record') ?? []);
  return {
    ...at,
    record: recorded,
    keep: keep === undefined ? null : readPeriodNode(ctx, keep),
    redact: redact === undefined ? null : oneOf(ctx, redact, ['classified', 'none'] as const, 'What is masked'),
    tamperEvident: tamperEvident !== undefined && truth(ctx, tamperEvident) === true,
    origin: 'written',
    notUnderstood: [],
  };
}

/** Says what a phrase assumed and which of its words had no effect. */
export function reportPhrase(
  ctx: ReadContext,
  node: ScalarNode,
  reading: Reading<unknown>,
  what: string,
  id: string,
  subject: string,
): void {
  for (const run of adjacent(node.value, reading.notUnderstood)) {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) continue;
    ctx.reporter.report('SPC2015', spanWithin(ctx, node, first.start, last.end), { words: texts(run), what });
  }
  for (const text of reading.assumptions) ctx.reporter.assume('SPC2016', { id, span: node.span, subject, text });
}

/** The words of a reading as they were written. */
export function texts(words: readonly Word[]): string[] {
  return words.map((word) => word.text);
}

/** Words that stand side by side are one thing to say. */
function adjacent(text: string, words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && text.slice(before.end, word.start).trim() === '') run.push(word);
    else runs.push([word]);
  }
  return runs;
}
