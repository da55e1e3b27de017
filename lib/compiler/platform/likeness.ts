import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { JARO_OF, WEIGHTS } from './texts.ts';

/** src/platform/likeness.ts: how alike names are where not every difference is passed over. */
export function likenessFile(): string {
  return code`
    ${imports([['./decimal.ts', 'type Decimal']])}

    /** A difference that does not count. */
    export type Fold = 'case' | 'diacritics' | 'token_order';

    ${WEIGHTS}

    /**
     * How alike two names are, 0 to 1 with four digits: Jaro-Winkler (W. E. Winkler, 1990) over their words; only the differences
     * of \`folds\` do not count.
     */
    export function likenessOf(left: string, right: string, folds: readonly Fold[]): Decimal {
      const [a, b] = [words(left, folds), words(right, folds)];
      const jaro = jaroOf(a, b);
      let prefix = 0;
      while (prefix < PREFIX_LENGTH && a[prefix] === b[prefix]) prefix += 1;
      return (jaro + prefix * PREFIX_WEIGHT * (1 - jaro)).toFixed(4) as Decimal;
    }

    function words(text: string, folds: readonly Fold[]): string[] {
      const bare = folds.includes('diacritics') ? text.normalize('NFKD').replaceAll(/\p{M}+/gu, '') : text;
      const even = (folds.includes('case') ? bare.toLowerCase() : bare).normalize('NFKC');
      const found = even.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      return [...(folds.includes('token_order') ? found.sort() : found).join(' ')].slice(0, COMPARED);
    }

    ${JARO_OF}
  `;
}
