import { BUILT_IN_NAMES } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print, said } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { bodyFunctions } from './error-body.ts';

/** src/errors.ts: the errors that the specification names. */
export function errorsFile({ model, errorNames }: Plan): string {
  const own = model.errors.filter(({ name }) => !BUILT_IN_NAMES.includes(name));
  const errors = own.map((error) => {
    const { name, status, title, detail } = error;
    const fields = [
      `name: ${quote(name)}`,
      `status: ${status}`,
      said('title', quote(title)),
      ...(detail === null ? [] : [said('detail', quote(detail))]),
      ...(error.body === null ? [] : [`body: (problem) => ${errorNames.get(name)}Body(problem)`]),
    ];
    return origin(
      error,
      print([`export const ${errorNames.get(name)}: NamedError = `, list('{', fields, '}', true), ';']),
    );
  });
  return code`
    ${imports([['./platform/problems.ts', 'type NamedError', ...(own.some(({ body }) => body !== null) ? ['type Problem'] : [])]])}

    ${errors.join('\n\n')}

    ${bodyFunctions(
      own.map(({ name }) => [name, errorNames.get(name) ?? name]),
      model,
    )}
  `;
}
