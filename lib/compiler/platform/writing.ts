import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';

/** src/platform/writing.ts: answers that are no plain JSON; only for services that give some. */
export function writingFile({ media: { templates, pages } }: Plan): string {
  return code`
    ${imports([
      ['fastify', 'type FastifyReply'],
      ['./operation.ts', 'type Answer'],
      ['./template.ts', ...(templates ? ['rendered'] : [])],
    ])}

    /** How an answer is written. */
    export interface Writing {
      type: string;
      ${when(templates, '/** What it is made with: Mustache over the outputs. Left out: it is one text, or JSON. */\ntemplate?: string;')}
    }

    ${when(pages, POLICY)}

    /** Sends an answer as its operation writes it. */
    ${print(list('export function sendWritten(', ['reply: FastifyReply', '{ status, headers, body }: Answer', `{ type${when(templates, ', template')} }: Writing`], '): FastifyReply {'), 0)}
      ${when(pages, "if (type.startsWith('text/html')) reply.header('content-security-policy', POLICY);")}
      ${when(!templates, "const text = typeof body === 'string' ? body : JSON.stringify(body);")}
      ${when(templates, "const plain = (): string => (typeof body === 'string' ? body : JSON.stringify(body));")}
      ${when(templates, "const text = template === undefined ? plain() : rendered(template, body, !type.startsWith('text/plain'));")}
      return reply.code(status).headers(headers).type(type).send(text);
    }
  `;
}

const POLICY = code`
  /** Pages run no scripts, load nothing from elsewhere, and are shown in no frame. */
  const POLICY = [
    "default-src 'none'",
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
`;

/** src/platform/template.ts: Mustache, without what would let a value be more than a text. `html`: some values are HTML. */
export function templateFile({ media: { html } }: Plan): string {
  return code`
    ${imports([['./html.ts', ...(html ? ['reducedHtml'] : [])]])}

    /** A template as texts, values and sections. */
    type Part = string | { name: string; kind: 'value' | 'each' | 'unless'${when(html, " | 'html'")}; inside: Part[] };

    /**
     * A Mustache template filled with a value: values, sections and inverted sections. No value is read as a template; where
     * \`escapes\`, none is markup. Missing values, false, empty texts and empty lists open no section.
     ${when(html, '* A value that is HTML, `{{&name}}`, is shown as such: of it is left what may be shown.')}
     */
    export function rendered(template: string, value: unknown, escapes: boolean): string {
      return written(partsOf(template), [value], escapes ? escaped : (text) => text);
    }

    const TAG = /\{\{([#^/!${when(html, '&')}]?)\s*([^}]*?)\s*\}\}/g;

    /** A section's tag that stands alone on its line takes the line with it. */
    const ALONE = /^[ \t]*(\{\{[#^/!][^}]*\}\})[ \t]*(?:\r?\n|$)/gm;

    ${when(html, KINDS_OF_TAGS)}

    const KNOWN = new Map<string, Part[]>();

    function partsOf(template: string): Part[] {
      const known = KNOWN.get(template);
      if (known !== undefined) return known;
      const text = template.replace(ALONE, '$1');
      const root: Part[] = [];
      const open = [root];
      let end = 0;
      for (const { 0: tag, 1: sigil, 2: name = '', index } of text.matchAll(TAG)) {
        const here = open.at(-1) ?? root;
        here.push(text.slice(end, index));
        end = index + tag.length;
        if (sigil === '/') open.pop();
        if (sigil === '/' || sigil === '!') continue;
        const inside: Part[] = [];
        ${html ? KINDS : "here.push({ name, kind: sigil === '' ? 'value' : sigil === '#' ? 'each' : 'unless', inside });"}
        if (${html ? "sigil === '#' || sigil === '^'" : "sigil !== ''"}) open.push(inside);
      }
      root.push(text.slice(end));
      KNOWN.set(template, root);
      return root;
    }

    type Escape = (text: string) => string;

    function written(parts: readonly Part[], contexts: readonly unknown[], escape: Escape): string {
      return parts.map((part) => (typeof part === 'string' ? part : filled(part, contexts, escape))).join('');
    }

    function filled({ name, kind, inside }: Exclude<Part, string>, contexts: readonly unknown[], escape: Escape): string {
      const value = lookedUp(name, contexts);
      if (kind === 'value') return escape(textOf(value));
      ${when(html, "// Whatever came here as HTML: what is reduced already stays as it is.\nif (kind === 'html') return reducedHtml(textOf(value));")}
      const items: unknown[] = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
      if (kind === 'unless') return items.length === 0 ? written(inside, contexts, escape) : '';
      return items.map((item) => written(inside, [item, ...contexts], escape)).join('');
    }

    /** The first part of a name is looked for from the inside out, the others within what it is. */
    function lookedUp(name: string, contexts: readonly unknown[]): unknown {
      if (name === '.') return contexts[0];
      const [first = '', ...others] = name.split('.');
      const context = contexts.find((one) => memberOf(one, first) !== undefined);
      return others.reduce(memberOf, memberOf(context, first));
    }

    function memberOf(value: unknown, name: string): unknown {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
      return Object.entries(value).find(([key]) => key === name)?.[1];
    }

    function isNothing(value: unknown): boolean {
      return value === undefined || value === null || value === false || value === '';
    }

    function textOf(value: unknown): string {
      if (value === undefined || value === null) return '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    }

    const ENTITIES: Readonly<Record<string, string>> = {
      '&': '&amp;',
      '<': '&lt;',
      '>': '&gt;',
      '"': '&quot;',
      "'": '&#39;',
      '\`': '&#96;',
      '=': '&#61;',
    };

    function escaped(text: string): string {
      return text.replace(/[&<>"'\`=]/g, (letter) => ENTITIES[letter] ?? letter);
    }
  `;
}

const KINDS = code`
  const kind = KINDS[sigil ?? ''] ?? 'value';
  here.push({ name, kind, inside });
`;

const KINDS_OF_TAGS = code`
  const KINDS: Readonly<Record<string, Exclude<Part, string>['kind']>> = { '#': 'each', '^': 'unless', '&': 'html' };
`;
