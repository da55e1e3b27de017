import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/pages.ts: lists that go on after the last row of a page; only for services that have some. */
export function pagesFile({ wire }: Plan): string {
  return code`
    ${imports([
      ['./problems.ts', 'invalid_input', 'Problem'],
      ['./seal.ts', 'type Seal'],
    ])}

    /** The values by which the last row of a page was sorted. */
    export type Mark = readonly unknown[];

    /** The pages of one list. Rows that are stored meanwhile move no other row to another page. */
    export interface Pages {
      /** What a caller says where its page begins: after a row, or null for the first page. Refuses what was never given out. */
      opened(after: string | null | undefined): Mark | null;
      /** A page of the rows that were found, one of which may be more than fit, and the text that names where the next begins. */
      cut<Row>(found: readonly Row[], limit: number, mark: (last: Row) => Mark): [page: Row[], next: string | null];
    }

    /** Characters of the text that names a place; the values that a list is sorted by have to fit. */
    const LONGEST = 4000;

    /**
     * The pages of an operation. The text that a caller gets is encrypted and signed, and good for the same operation with the
     * same order and the same other inputs only.
     */
    export function pagesOf(seal: Seal, { name, sortedBy }: { name: string; sortedBy?: string }, input: object): Pages {
      const asked = Object.entries(input)
        .filter(([key, value]) => key !== 'limit' && key !== 'after' && value !== null && value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const list = JSON.stringify(['page', name, sortedBy, asked]);
      return {
        opened: (after) => {
          if (after === null || after === undefined) return null;
          try {
            return seal.open<Mark>(list, Buffer.from(after, 'base64url'));
          } catch {
            const message = 'is not where a page of this list ended';
            throw new Problem(invalid_input, undefined, [{ path: '/after', message }]);
          }
        },
        cut: (found, limit, mark) => {
          const page = found.slice(0, limit);
          const last = page.at(-1);
          if (found.length <= limit || last === undefined) return [page, null];
          const next = seal.close(list, mark(last)).toString('base64url');
          if (next.length > LONGEST) throw new Error('the values that a list is sorted by are too long to go on after');
          return [page, next];
        },
      };
    }

    ${when(wire.pageLinks, LINK)}
  `;
}

const LINK = code`
  /** The header that says where the next page is; null on the last one. */
  export function nextLink(after: string | null, others: Readonly<Record<string, unknown>>): string | null {
    if (after === null) return null;
    const given = Object.entries({ ...others, after }).filter(([, value]) => value !== null && value !== undefined);
    const query = given.flatMap(([name, value]) => [value].flat().map((item): [string, string] => [name, String(item)]));
    return \`<?\${new URLSearchParams(query)}>; rel="next"\`;
  }
`;
