import type { Framework, Requirement, Role } from '../model.ts';
import { readRequirementPhrase } from '../phrases/requirement-phrase.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, scalarsOf, textOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { reportPhrase, texts } from './read-promises.ts';

/** Reads the named frameworks. */
export function readFrameworks(ctx: ReadContext, node: YamlNode): Framework[] {
  const found: Framework[] = [];
  for (const item of scalarsOf(ctx, node, 'frameworks')) {
    if (!checkName(ctx, item, 'loose') || found.some((other) => other.name === item.value)) continue;
    found.push({ id: `compliance/${item.value}`, span: item.span, name: item.value, facts: [] });
  }
  return found;
}

/** Reads the roles: names, or names with a sentence. */
export function readRoles(ctx: ReadContext, node: YamlNode): Role[] {
  return declarations(ctx, node, 'role', 'identifier', true).map((role) => {
    const at = { id: `roles/${role.name}`, span: role.span, name: role.name };
    if (isEmpty(role.value)) return { ...at, summary: null };
    if (role.value.kind === 'scalar') return { ...at, summary: role.value.value };
    const summary = readKeys(ctx, role.value, 'role', role.key.span)?.get('summary');
    return { ...at, summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence') };
  });
}

const KNOWN_REQUIREMENTS = ['data_residency', 'encryption', 'audit_retention', 'access_controls'];

/** Reads the obligations. */
export function readRequirements(ctx: ReadContext, node: YamlNode): Requirement[] {
  return declarations(ctx, node, 'requirement', 'identifier').flatMap((declaration) => {
    const { value, name } = declaration;
    const at = { id: `compliance_requirements/${name}`, span: declaration.span, name };
    if (value.kind !== 'scalar') {
      ctx.reporter.report('SPC2004', value.span, { what: `The precise form of \`${name}\`` });
      return [];
    }
    if (isEmpty(value)) {
      expected(ctx, value, 'A phrase');
      return [];
    }
    const reading = readRequirementPhrase(name, value.value);
    reportPhrase(ctx, value, reading, 'requirement', at.id, name);
    if (reading.value.length === 0) suggestName(ctx, declaration);
    return [
      { ...at, text: value.value, facts: reading.value, control: null, notUnderstood: texts(reading.notUnderstood) },
    ];
  });
}

function suggestName(ctx: ReadContext, { key }: Declaration): void {
  const suggestion = KNOWN_REQUIREMENTS.includes(key.value)
    ? null
    : ctx.reporter.suggest(key.value, KNOWN_REQUIREMENTS);
  if (suggestion === null) return;
  ctx.reporter.report('SPC2001', key.span, { key: key.value, where: 'the requirements that can be read', suggestion }, [
    { title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] },
  ]);
}
