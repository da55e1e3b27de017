import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Framework, Model } from '../../model.ts';
import { answerOf, dayOf } from '../facts.ts';
import { frameworkNamed } from '../frameworks.ts';
import type { FactAsked } from '../rule.ts';
import { RULES } from '../rules.ts';

/** Reports facts that no rule of their framework asks for, and answers that no rule understands: neither has an effect. */
export function seeUnknownFacts(model: Model, reporter: Reporter): void {
  for (const framework of model.frameworks) {
    const name = frameworkNamed(framework.name);
    if (name === null || framework.facts.length === 0) continue;
    const asked = RULES.filter((rule) => rule.framework === name).flatMap(({ asks }) => asks);
    for (const fact of framework.facts) {
      const known = asked.find((one) => one.name === fact.name);
      if (known === undefined) {
        const suggestion = reporter.suggest(
          fact.name,
          asked.map((one) => one.name),
        );
        reporter.report('CMP8027', fact.span, {
          what: `\`${fact.name.slice(0, 60)}\` is no fact that a rule of \`${name}\` asks for`,
          hint: suggestion,
        });
      } else if (!isUnderstood(known, framework)) {
        const may = known.values?.join(', ') ?? 'true or false';
        reporter.report('CMP8027', fact.span, { what: `\`${fact.name}\` is not understood (${may})`, hint: null });
      }
    }
  }
}

function isUnderstood(asked: FactAsked, framework: Framework): boolean {
  const facts = new Map(framework.facts.map(({ name, value }) => [name, value]));
  if (asked.gate === 'informs') return !asked.name.endsWith('_on') || dayOf(facts, asked.name) !== null;
  return answerOf(facts, asked) !== null;
}
