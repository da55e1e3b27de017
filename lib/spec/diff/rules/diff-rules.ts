import { open } from '../../expressions/static-types.ts';
import type { Decision, Rule } from '../../model.ts';
import { movedItems } from '../align.ts';
import { type Differ, placeOf, type Side, said, saidChange } from '../differ.ts';
import { meaningOfValue, NO_RENAMES, writeValue } from '../write-expression.ts';
import { plainNumber, testOf } from '../write-test.ts';

/** A rule by its content: columns by name, so that their order means nothing. */
interface Content {
  rule: Rule;
  condition: string;
  outcome: string;
  /** The same for people. */
  sayCondition: string;
  sayOutcome: string;
}

/** `columns` are the later names of columns by their earlier ones. Rules are the same if they say the same, wherever they stand; what remains is matched by its condition, then by its outcome. */
export function diffRules(
  differ: Differ,
  before: Decision,
  after: Decision,
  columns: ReadonlyMap<string, string>,
): void {
  const olds = contents(differ.before, before, columns);
  const nows = contents(differ.after, after, new Map());
  const pairs = new Map<Content, Content>();
  const keys: readonly ((content: Content) => string)[] = [
    (content) => `${content.condition} || ${content.outcome}`,
    (content) => content.condition,
    (content) => content.outcome,
  ];
  for (const key of keys) pairUp(olds, nows, key, pairs);
  const subject = (content: Content): string => `Rule ${content.rule.number} of ${said(after.name)}`;
  const kept = new Set(pairs.values());
  for (const old of olds)
    if (!kept.has(old))
      differ.report('rule-removed', placeOf(old.rule, null), `${subject(old)}: ${sayRule(old)} → gone.`);
  for (const now of nows) {
    const old = pairs.get(now);
    if (old === undefined)
      differ.report('rule-added', placeOf(null, now.rule), `${subject(now)} is new: ${sayRule(now)}.`);
    else reportRule(differ, subject(now), old, now);
  }
  reportOrder(differ, before, after, olds, nows, pairs);
}

function pairUp(
  olds: readonly Content[],
  nows: readonly Content[],
  key: (content: Content) => string,
  pairs: Map<Content, Content>,
): void {
  const taken = new Set(pairs.values());
  const free = new Map<string, Content[]>();
  for (const old of olds) if (!taken.has(old)) free.set(key(old), [...(free.get(key(old)) ?? []), old]);
  for (const now of nows) {
    const old = pairs.has(now) ? undefined : free.get(key(now))?.shift();
    if (old !== undefined) pairs.set(now, old);
  }
}

function reportRule(differ: Differ, subject: string, before: Content, after: Content): void {
  const place = placeOf(before.rule, after.rule);
  if (before.condition !== after.condition)
    differ.report(
      'rule-condition-changed',
      place,
      `${subject}: ${saidChange(before.sayCondition, after.sayCondition)}.`,
    );
  if (before.outcome !== after.outcome)
    differ.report('rule-outcome-changed', place, `${subject}: ${saidChange(before.sayOutcome, after.sayOutcome)}.`);
}

/** Where the first match answers, the order decides; elsewhere only the numbers that the audit records become others. */
function reportOrder(
  differ: Differ,
  before: Decision,
  after: Decision,
  olds: readonly Content[],
  nows: readonly Content[],
  pairs: ReadonlyMap<Content, Content>,
): void {
  const position = new Map(olds.map((old, i) => [old, i]));
  const both = nows.flatMap((now) => {
    const old = pairs.get(now);
    return old === undefined ? [] : [{ now, old, at: position.get(old) ?? 0 }];
  });
  for (const i of movedItems(both.map(({ at }) => at))) {
    const moved = both[i];
    if (moved === undefined) continue;
    const what = `Rule ${said(moved.now.sayCondition)} of ${said(after.name)} is number ${moved.old.rule.number} → ${moved.now.rule.number}`;
    const decides = before.hitPolicy === 'first' || after.hitPolicy === 'first';
    differ.report(
      decides ? 'rule-order-changed' : 'rule-renumbered',
      placeOf(moved.old.rule, moved.now.rule),
      decides ? `${what}: the first rule that fits answers.` : `${what}; it decides the same.`,
    );
  }
}

function contents(side: Side, decision: Decision, columns: ReadonlyMap<string, string>): Content[] {
  return decision.rules.map((rule) => {
    const tests = decision.inputs.flatMap((input, i) => {
      const test = rule.tests[i];
      return test === undefined || test.kind === 'any'
        ? []
        : [
            {
              meaning: `${columns.get(input.name) ?? input.name} ${testOf(test, plainNumber)}`,
              shown: `${input.name} ${testOf(test, (text) => text)}`,
            },
          ];
    });
    const values = decision.outputs.flatMap((output, i) => {
      const value = rule.values[i]?.value;
      if (value === undefined) return [];
      const { type } = open(side.types, output.type);
      // A column of a known scale gives its numbers in that scale, however they are written.
      const scaled = type.kind === 'scalar' && (type.name !== 'decimal' || type.scale !== null);
      const meaning = meaningOfValue(value, NO_RENAMES);
      return [
        {
          meaning: `${output.name} ${scaled ? plainNumber(meaning) : meaning}`,
          shown: `${output.name} ${writeValue(value)}`,
        },
      ];
    });
    const shown = (parts: readonly { shown: string }[]): string => parts.map((part) => part.shown).join(', ');
    const sorted = (parts: readonly { meaning: string }[]): string =>
      JSON.stringify(parts.map((part) => part.meaning).sort());
    return {
      rule,
      condition: sorted(tests),
      outcome: sorted(values),
      sayCondition: tests.length === 0 ? 'always' : shown(tests),
      sayOutcome: shown(values),
    };
  });
}

function sayRule(content: Content): string {
  return `${said(content.sayCondition)} gives ${said(content.sayOutcome)}`;
}
