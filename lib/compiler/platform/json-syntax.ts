import { code } from '../text/code.ts';

/** src/platform/json-syntax.ts: whether contents are JSON, without holding them. */
export function jsonSyntaxFile(): string {
  return code`
    /** Brackets in each other. */
    const DEEPEST = 10_000;
    /** Characters of a number. */
    const LONGEST_WORD = 1000;
    const BLANKS = /[ \t\r\n]*/y;
    const WORD = /[-+.\w]+/y;
    const PLAIN = /[^"\\\0-\x1f]*/y;
    const VALUE = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/;
    const ESCAPE = /^(?:["\\/bfnrt]|u[\da-fA-F]{4})$/;
    const BEGUN_ESCAPE = /^(?:u[\da-fA-F]{0,3})?$/;

    /** What may come next; \`item\` and \`member\` are the first of a list and of an object, which may be empty. */
    type Next = 'value' | 'item' | 'member' | 'name' | 'colon' | 'comma' | 'end';

    /** Whether a text is JSON (RFC 8259), found out piece by piece. Only open brackets are kept; takes linear time. */
    export class JsonSyntax {
      readonly #open: ('{' | '[')[] = [];
      #next: Next = 'value';
      #word = '';
      /** Within a string: what follows a backslash so far; null outside of an escape. */
      #escape: string | null = null;
      #isString = false;
      #fails = false;

      add(text: string): void {
        let at = 0;
        while (at < text.length && !this.#fails) {
          at = this.#isString ? this.#inString(text, at) : this.#outside(text, at);
        }
      }

      /** Whether all that was added is one value. */
      isWhole(): boolean {
        this.#endWord();
        return !this.#fails && !this.#isString && this.#next === 'end';
      }

      #inString(text: string, from: number): number {
        if (this.#escape !== null) {
          this.#escape += text[from];
          if (ESCAPE.test(this.#escape)) this.#escape = null;
          else if (!BEGUN_ESCAPE.test(this.#escape)) this.#fails = true;
          return from + 1;
        }
        const at = behind(PLAIN, text, from);
        if (at === text.length) return at;
        if (text[at] === '\\') this.#escape = '';
        else if (text[at] === '"') this.#endString();
        else this.#fails = true;
        return at + 1;
      }

      #outside(text: string, from: number): number {
        const end = behind(WORD, text, from);
        if (end > from) {
          this.#word += text.slice(from, end);
          this.#fails ||= this.#word.length > LONGEST_WORD;
          return end;
        }
        this.#endWord();
        const at = behind(BLANKS, text, from);
        if (at > from) return at;
        this.#fails ||= !this.#takes(text[at] ?? '');
        return at + 1;
      }

      #takes(mark: string): boolean {
        const [next, inside] = [this.#next, this.#open.at(-1)];
        const isValue = next === 'value' || next === 'item';
        if (mark === '"') this.#isString = true;
        if (mark === '"') return isValue || next === 'name' || next === 'member';
        if (mark === '{' || mark === '[') {
          this.#open.push(mark);
          this.#next = mark === '{' ? 'member' : 'item';
          return isValue && this.#open.length <= DEEPEST;
        }
        if (mark === ':') this.#next = 'value';
        if (mark === ':') return next === 'colon';
        if (mark === ',') this.#next = inside === '{' ? 'name' : 'value';
        if (mark === ',') return next === 'comma';
        if ((mark !== '}' || inside !== '{') && (mark !== ']' || inside !== '[')) return false;
        this.#open.pop();
        this.#endValue();
        return next === 'comma' || next === (mark === '}' ? 'member' : 'item');
      }

      #endString(): void {
        this.#isString = false;
        if (this.#next === 'name' || this.#next === 'member') this.#next = 'colon';
        else this.#endValue();
      }

      #endWord(): void {
        if (this.#word === '') return;
        this.#fails ||= !VALUE.test(this.#word) || (this.#next !== 'value' && this.#next !== 'item');
        this.#word = '';
        this.#endValue();
      }

      #endValue(): void {
        this.#next = this.#open.length === 0 ? 'end' : 'comma';
      }
    }

    /** Where what a sticky pattern matches from a place ends. */
    function behind(pattern: RegExp, text: string, from: number): number {
      pattern.lastIndex = from;
      return from + (pattern.exec(text)?.[0].length ?? 0);
    }
  `;
}
