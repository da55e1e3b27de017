import type { Model, Named } from '../model.ts';
import type { ReadContext } from './context.ts';
import { textOf } from './forms.ts';
import type { Keys } from './keys.ts';
import { checkName } from './names.ts';

const LANGUAGE_VERSION = '1.0';
const FIRST_VERSION = '0.1.0';

/** Reads what a specification says about itself: name, versions, domain and summary. */
export function readHead(
  ctx: ReadContext,
  keys: Keys,
): Pick<Model, 'service' | 'version' | 'specVersion' | 'domain' | 'summary'> {
  const text = (key: string, what: string): string | null => {
    const node = keys.get(key);
    return node === undefined ? null : textOf(ctx, node, what);
  };
  const specVersion = keys.get('specVersion');
  const written = text('specVersion', 'A version of the language');
  if (specVersion !== undefined && written !== null && written !== LANGUAGE_VERSION) {
    ctx.reporter.report('SPC2012', specVersion.span, { found: written });
  }
  return {
    service: readService(ctx, keys),
    version: readVersion(ctx, keys),
    specVersion: LANGUAGE_VERSION,
    domain: text('domain', 'A word'),
    summary: text('summary', 'A sentence'),
  };
}

function readService(ctx: ReadContext, keys: Keys): Named {
  const node = keys.get('service');
  if (node === undefined) return { id: 'service', span: keys.node.span, name: 'unnamed-service' };
  const named = node.kind === 'scalar' && checkName(ctx, node, 'kebab');
  if (node.kind !== 'scalar') textOf(ctx, node, 'A name in lower case with hyphens');
  return { id: 'service', span: node.span, name: named ? node.value : 'unnamed-service' };
}

function readVersion(ctx: ReadContext, keys: Keys): string {
  const node = keys.get('version');
  if (node === undefined) {
    const span = keys.entry('service')?.span ?? { start: keys.node.span.start, end: keys.node.span.start + 1 };
    const text = `No version is written; it is ${FIRST_VERSION}.`;
    ctx.reporter.assume('SPC2011', { id: 'version', span, subject: 'version', text });
    return FIRST_VERSION;
  }
  const version = textOf(ctx, node, 'A version such as 1.0.0');
  if (version !== null && /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.test(version)) return version;
  if (version !== null)
    ctx.reporter.report('SPC2007', node.span, { name: version, rule: 'a version is three numbers, such as 1.0.0' });
  return FIRST_VERSION;
}
