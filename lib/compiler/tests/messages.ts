import type { Field } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { key, member, quote } from '../text/quote.ts';
import { example } from './values.ts';

/**
 * test/messages.test.ts: what other systems are asked with says all that the steps give; null where no text is given, and where
 * messages hold files: these are tried with a whole service.
 */
export function messagesTests(plan: Plan): string | null {
  if (!plan.outside || plan.files.carried) return null;
  const asked = plan.integrations.flatMap(({ variable, file, operations }) =>
    operations
      .filter(({ operation: { input } }) => !input.some(({ type }) => holdsFile(type, plan.model)))
      .filter(({ operation: { input } }) => input.some((field) => isText(field, plan)))
      .map((operation) => ({ variable, file, operation })),
  );
  if (asked.length === 0) return null;
  const used = new Map(asked.map(({ variable, file }) => [variable, file]));
  const tests = asked.map(({ variable, operation: { name, operation } }) => {
    const members = operation.input.map(
      (field): Doc => [key(field.name), ': ', isText(field, plan) ? quote(given(field)) : example(field.type, plan)],
    );
    const texts = operation.input.filter((field) => isText(field, plan)).map((field) => quote(given(field)));
    const target = member(variable, name);
    return code`
      test(${quote(`${operation.name} of ${variable} is asked with all that is given`)}, async () => {
        ${print(['const message = ', hugged(`await ${target}.message(`, [], { open: '{', items: members, close: '}', space: true }, ')'), ';'], 2)}
        ${print(['saysAll(message, ', list('[', texts, ']'), ');'], 2)}
      });
    `;
  });
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...[...used].map(([variable, file]): Import => [`../src/integrations/${file}.ts`, variable]),
      ['../src/platform/outside.ts', 'type Message'],
    ])}

    /** Fails unless each text is somewhere in the message: in its path, its headers or its body. */
    function saysAll(message: Message, texts: readonly string[]): void {
      for (const text of texts) assert.ok(JSON.stringify(message).includes(text), \`\${text} is not in it\`);
    }

    ${tests.join('\n\n')}
  `;
}

/** A text that no other field has, and that is written alike everywhere. */
function given({ name }: Field): string {
  return `given-${name.replace(/[^A-Za-z0-9]/g, '-')}`;
}

/** Whether any text is one of the type, as far as TypeScript knows. */
function isText({ type }: Field, plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  return plain.kind === 'scalar' && ['string', 'uuid', 'email', 'phone', 'url'].includes(plain.name);
}
