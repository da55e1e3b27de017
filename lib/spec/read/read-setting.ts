import type { Setting } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { textOf } from './forms.ts';

/** Settings that every service has already; nothing else may be called so. */
const TAKEN = new Set(['PORT', 'HOST', 'DATABASE_URL', 'DATA_DIR']);

/**
 * Reads the name of a setting, written `$NAME`. A literal secret is SEC7004, a literal address SPC2031 with a fix that writes
 * `$` and `suggested`. Gives the name without its `$`, or null (reported).
 */
export function readSetting(
  ctx: ReadContext,
  node: YamlNode,
  holds: 'address' | 'secret',
  suggested: string,
): Setting | null {
  const text = textOf(ctx, node, `A setting such as $${suggested}`);
  if (text === null) return null;
  const name = /^\$([A-Z][A-Z0-9_]{0,62})$/.exec(text)?.[1];
  if (name === undefined) {
    const fixes = [{ title: `Write $${suggested}`, edits: [{ span: node.span, text: `$${suggested}` }] }];
    if (holds === 'secret') ctx.reporter.report('SEC7004', node.span, { what: 'A secret is written here.' }, fixes);
    else ctx.reporter.report('SPC2031', node.span, { setting: suggested }, fixes);
    return null;
  }
  if (!TAKEN.has(name)) return name;
  ctx.reporter.report('SPC2032', node.span, { name, suggestion: suggested });
  return null;
}

/** The setting that a name suggests: `core_banking` and `URL` give `CORE_BANKING_URL`. */
export function settingName(name: string, ending: string): Setting {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_');
  return `${words.toUpperCase()}_${ending}`.slice(0, 63);
}
