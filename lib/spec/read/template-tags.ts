/** A tag of a template, `{{#name}}` for instance. Offsets are in the template. */
export interface TemplateTag {
  sigil: string;
  name: string;
  start: number;
  end: number;
}

/** What is wrong with a piece of a template; the reason is a sentence. */
export interface TemplateProblem {
  start: number;
  end: number;
  reason: string;
}

const MAX_TAGS = 2000;
const NAME = /^(\.|[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*)$/;

/** The tags of a Mustache template in their order, comments (`!`) too, and what is wrong with the others. At most 2,000. */
export function templateTags(text: string): { tags: TemplateTag[]; problems: TemplateProblem[] } {
  const tags: TemplateTag[] = [];
  const problems: TemplateProblem[] = [];
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', start)) {
    const close = text.indexOf('}}', start + 2);
    const end = close < 0 ? text.length : close + 2;
    const inner = text.slice(start + 2, close < 0 ? text.length : close).trim();
    const sigil = /^[#^/!&>={]/.exec(inner)?.[0] ?? '';
    const name = inner.slice(sigil.length).trim();
    const at = { start, end };
    if (close < 0) problems.push({ ...at, reason: 'This tag is not closed: write }} behind it.' });
    else if (sigil === '{' || sigil === '&')
      problems.push({
        ...at,
        reason: 'There is no raw form: every value is escaped. A value of type html is sent as it is.',
      });
    else if (sigil === '>' || sigil === '=')
      problems.push({ ...at, reason: 'There are no partials and no other delimiters.' });
    else if (sigil !== '!' && !NAME.test(name))
      problems.push({ ...at, reason: 'A tag holds one name, such as {{total}}.' });
    else tags.push({ sigil, name, start, end });
    start = end;
    if (tags.length > MAX_TAGS) {
      problems.push({ ...at, reason: `A template has at most ${MAX_TAGS} tags.` });
      break;
    }
  }
  return { tags, problems };
}
