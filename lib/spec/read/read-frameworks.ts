import type { Framework } from '../model.ts';
import { isEmpty, type ScalarNode, type YamlNode } from '../yaml/node.ts';
import { lineNumber, type ReadContext } from './context.ts';
import { type Declaration, declarations, expected } from './forms.ts';
import { checkName } from './names.ts';
import { readAnyLiteral } from './read-literal.ts';

const MAX_FRAMEWORKS = 50;

/**
 * Reads the named frameworks, with the facts about the service that their rules ask for: `[RBI, PMLA]`, or
 * `{SEBI: {category: qualified}}`, or a list of both. Which rules there are is known by the compliance rules.
 */
export function readFrameworks(ctx: ReadContext, node: YamlNode): Framework[] {
  const found = new Map<string, Framework>();
  for (const { key, value } of namesOf(ctx, node).slice(0, MAX_FRAMEWORKS)) {
    if (!checkName(ctx, key, 'loose')) continue;
    const before = found.get(key.value);
    if (before !== undefined) {
      const line = lineNumber(ctx, before.span.start);
      ctx.reporter.report('SPC2006', key.span, { what: 'The framework', name: key.value, line });
      continue;
    }
    const id = `compliance/${key.value}`;
    const facts = value === null || isEmpty(value) ? [] : readFacts(ctx, value, id);
    found.set(key.value, { id, span: key.span, name: key.value, facts });
  }
  return [...found.values()];
}

function namesOf(ctx: ReadContext, node: YamlNode): { key: ScalarNode; value: YamlNode | null }[] {
  if (isEmpty(node)) return [];
  if (node.kind === 'scalar') return [{ key: node, value: null }];
  if (node.kind === 'map') return node.entries.map(({ key, value }) => ({ key, value }));
  return node.items.flatMap((item) => {
    if (item.kind !== 'seq' && !isEmpty(item)) return namesOf(ctx, item);
    expected(ctx, item, 'The name of a framework');
    return [];
  });
}

function readFacts(ctx: ReadContext, node: YamlNode, id: string): Framework['facts'] {
  if (node.kind !== 'map') {
    expected(ctx, node, 'A map of facts such as {category: qualified}');
    return [];
  }
  return declarations(ctx, node, 'fact', 'loose').map(({ name, span, value }: Declaration) => ({
    id: `${id}/${name}`,
    span,
    name,
    value: readAnyLiteral(ctx, value).value,
  }));
}
