import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print, said } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';

/** src/errors.ts: the errors that the specification names. */
export function errorsFile({ model, errorNames }: Plan): string {
  const errors = model.errors.map((error) => {
    const { name, status, title, detail } = error;
    const fields = [
      `name: ${quote(name)}`,
      `status: ${status}`,
      said('title', quote(title)),
      ...(detail === null ? [] : [said('detail', quote(detail))]),
    ];
    return origin(
      error,
      print([`export const ${errorNames.get(name)}: NamedError = `, list('{', fields, '}', true), ';']),
    );
  });
  return code`
    ${imports([['./platform/problems.ts', 'type NamedError']])}

    ${errors.join('\n\n')}
  `;
}
