import { code } from '../text/code.ts';

/** src/platform/html.ts: HTML that is left of what somebody sent. */
export function htmlFile(): string {
  return code`
    /** What may be in HTML that somebody sent: text and its structure. None of it has attributes, except links. */
    const KEPT = new Set(
      'a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
        ' ',
      ),
    );

    /** They have no end. */
    const EMPTY = new Set(['br', 'hr']);

    /** They go with all that is in them: what is in there is no text for people. */
    const GONE = new Set(
      'applet audio canvas embed frameset head iframe math noembed noframes noscript object plaintext script select style svg template textarea title video xmp'.split(
        ' ',
      ),
    );

    const MOST_OPEN = 100;
    const TAG =
      /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[\s/]+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>\`]+))?)*)[\s/]*>/y;
    const HREF = /[\s/]href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>\`]+))/i;

    /**
     * HTML reduced to an allow-list: written anew, from tags and texts that were understood; everything else becomes text, or goes.
     * Safe where elements may stand, not within an attribute. Reducing twice is reducing once. Takes linear time.
     */
    export function reducedHtml(text: string): string {
      const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
      const open: string[] = [];
      let [out, at] = ['', 0];
      while (at < text.length) {
        const next = text.indexOf('<', at);
        const end = next < 0 ? text.length : next;
        out += escaped(text.slice(at, end));
        if (next < 0) break;
        const after = text[next + 1] ?? '';
        if (after === '!' || after === '?') {
          at = after === '!' && text.startsWith('--', next + 2) ? behind(text, '-->', next + 4) : behind(text, '>', next);
          continue;
        }
        TAG.lastIndex = next;
        const [whole, slash = '', given = '', attributes = ''] = TAG.exec(text) ?? [];
        if (whole === undefined) {
          out += '&lt;';
          at = next + 1;
          continue;
        }
        const name = given.toLowerCase();
        at = next + whole.length;
        if (GONE.has(name)) at = slash === '' ? behind(text, '>', found(lower, \`</\${name}\`, at)) : at;
        else if (KEPT.has(name)) out += slash === '' ? begun(name, attributes, open) : ended(name, open);
      }
      return out + open.reduceRight((ends, name) => \`\${ends}</\${name}>\`, '');
    }

    /** Where a text goes on behind a mark; its end where there is none. */
    function behind(text: string, mark: string, from: number): number {
      return found(text, mark, from) + mark.length;
    }

    function found(text: string, mark: string, from: number): number {
      const at = text.indexOf(mark, from);
      return at < 0 ? text.length : at;
    }

    function begun(name: string, attributes: string, open: string[]): string {
      if (EMPTY.has(name)) return \`<\${name}>\`;
      if (open.length === MOST_OPEN) return '';
      open.push(name);
      const href = name === 'a' ? linkIn(attributes) : null;
      return href === null ? \`<\${name}>\` : \`<a href="\${href}" rel="nofollow noopener noreferrer">\`;
    }

    /** Closes an element, and what was opened in it and not closed. */
    function ended(name: string, open: string[]): string {
      const at = open.lastIndexOf(name);
      if (at < 0) return '';
      return open.splice(at).reduceRight((ends, one) => \`\${ends}</\${one}>\`, '');
    }

    /** An address on the web or of a mailbox, written out in full; null for anything else. */
    function linkIn(attributes: string): string | null {
      const [, double, single, bare] = HREF.exec(attributes) ?? [];
      const address = (double ?? single ?? bare ?? '').trim().replaceAll('&amp;', '&');
      if (!/^(https?:\/\/|mailto:)[^\s"'<>\`\\]+$/i.test(address)) return null;
      return address.replaceAll('&', '&amp;');
    }

    /** Text as it is, with references to characters left alone. */
    function escaped(text: string): string {
      return text
        .replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)/gi, '&amp;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
    }
  `;
}
