import type { Plan } from '../plan.ts';
import { exchangesNumbers } from '../service/wired-numbers.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/documents.ts: files that hold a JSON document; only for services that read some. */
export function documentsFile(plan: Plan): string {
  const exact = exchangesNumbers(plan);
  const { brought } = plan.files;
  const [reading, more] = brought ? ['Reading<T>', ', received'] : ['(body: unknown) => T', ''];
  return code`
    ${imports([
      ['./answers.ts', ...(brought ? ['type Reading'] : [])],
      ['./exact-json.ts', ...(exact ? ['exactJson'] : [])],
      ['./failures.ts', 'CallFailed'],
    ])}

    /** Reads what a file holds as a JSON document. */
    export function document<T>(read: ${reading}): ${reading.replace('body', 'text')} {
      return (text${more}) => {
        try {
          return read(${exact ? 'exactJson' : 'JSON.parse'}(String(text))${more});
        } catch {
          throw new CallFailed('invalid_response');
        }
      };
    }
  `;
}
