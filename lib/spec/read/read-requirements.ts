import type { Requirement } from '../model.ts';
import { readRequirementPhrase } from '../phrases/requirement-phrase.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected } from './forms.ts';
import { readControl, sayControl } from './read-control.ts';
import { reportPhrase, texts } from './read-promises.ts';

const KNOWN = ['data_residency', 'encryption', 'audit_retention', 'access_controls'];

/** Reads the obligations: phrases, or precise forms. `people` are the names of steps that people do. */
export function readRequirements(ctx: ReadContext, node: YamlNode, people: ReadonlySet<string>): Requirement[] {
  return declarations(ctx, node, 'requirement', 'identifier').flatMap((declaration) => {
    const { value, name } = declaration;
    const at = { id: `compliance_requirements/${name}`, span: declaration.span, name };
    if (isEmpty(value)) {
      expected(ctx, value, 'A phrase');
      return [];
    }
    if (value.kind !== 'scalar') {
      const control = readControl(ctx, value, declaration, people);
      const facts = control === null ? [] : sayControl(control);
      return [{ ...at, text: facts.join(' '), facts, control, notUnderstood: [] }];
    }
    const reading = readRequirementPhrase(name, value.value);
    reportPhrase(ctx, value, reading, 'requirement', at.id, name);
    if (reading.value.facts.length === 0) suggestName(ctx, declaration);
    return [{ ...at, text: value.value, ...reading.value, notUnderstood: texts(reading.notUnderstood) }];
  });
}

function suggestName(ctx: ReadContext, { key }: Declaration): void {
  const suggestion = KNOWN.includes(key.value) ? null : ctx.reporter.suggest(key.value, KNOWN);
  if (suggestion === null) return;
  ctx.reporter.report('SPC2001', key.span, { key: key.value, where: 'the requirements that can be read', suggestion }, [
    { title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] },
  ]);
}
