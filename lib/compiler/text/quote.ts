/** Characters that are invisible, reorder text or end a line in some language: they are always written as escapes. */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What can stand between single quotes as it is: nearly all texts, so it is asked first. */
const PLAIN = /^[ -&(-[\]-~]*$/;

/** A TypeScript string literal, with the quotes that need fewer escapes, single ones by preference. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const singles = text.split("'").length;
  const doubles = text.split('"').length;
  const mark = singles > doubles ? '"' : "'";
  const body = text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`).replace(HIDDEN, escaped);
  return `${mark}${body}${mark}`;
}

function escaped(character: string): string {
  const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Whether a text can stand as a property's name without quotes. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** A property's name. `__proto__` is computed, because as a plain key it would set the prototype. */
export function key(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return isIdentifier(name) ? name : quote(name);
}

/** Access to a property. */
export function member(of: string, name: string): string {
  return isIdentifier(name) ? `${of}.${name}` : `${of}[${quote(name)}]`;
}

/** A text for inside a comment: one line, no end of comment, nothing hidden. */
export function comment(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').replace(HIDDEN, '').replaceAll('*/', '* /').trim();
  return oneLine.length > 200 ? `${oneLine.slice(0, 200)}…` : oneLine;
}

/** Words that YAML 1.1 or 1.2 reads as something other than text. */
const YAML_WORD = /^(y|n|yes|no|on|off|true|false|null|inf|nan)$/;

/** A text as a YAML scalar: plain where it cannot be read otherwise, else with double quotes. Lone surrogates become U+FFFD. */
export function yaml(text: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(text) && !YAML_WORD.test(text)) return text;
  return doubled(text);
}

/** A text as a PromQL string. */
export function prom(text: string): string {
  return doubled(text);
}

/** A text in a label or an annotation of a Prometheus rule, which are templates: nothing in it is an action. */
export function promTemplate(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

function doubled(text: string): string {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  const body = whole.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(HIDDEN, escaped);
  return `"${body}"`;
}

/** A SQL string literal; with hidden characters or backslashes it is an escape string. U+0000 cannot be stored. */
export function sqlText(text: string): string {
  const plain = text.replaceAll('\u0000', '').replaceAll("'", "''");
  if (!/\\/.test(plain) && plain.search(HIDDEN) < 0) return `'${plain}'`;
  return `E'${plain.replaceAll('\\', '\\\\').replace(HIDDEN, escaped)}'`;
}

/** Words that SQL does not read as a plain name (PostgreSQL 18, appendix C, reserved). */
const SQL_RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char
  character check coalesce collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do
  else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike
  in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit
  localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric offset on only or order
  out outer overlaps overlay placing position precision primary real references returning right row select session_user
  setof similar smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim
  true union unique user using values varchar variadic verbose when where window with`.split(/\s+/),
);

/** A SQL name, quoted only where it must be. At most 63 bytes: longer ones are cut, as PostgreSQL would. */
export function sqlName(name: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(name) && !SQL_RESERVED.has(name)) return name;
  return `"${name.replaceAll('\u0000', '').replaceAll('"', '""')}"`;
}

/**
 * A text in Markdown that is read as that text (CommonMark 0.31, sections 2.4 and 6, and GitHub's tables): nothing in it is markup,
 * and it stays on its line. Only what would be markup at its place is escaped, so that people can read the source, too.
 */
export function markdown(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .replace(HIDDEN, '')
      .trim()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replace(/[\\`*[\]|~]/g, '\\$&')
      // Inside of a word it is no emphasis.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      // At the beginning of a line, or of an item of a list.
      .replace(/^[#+>=-]/, '\\$&')
      .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
  );
}

/** A text in HTML. */
export function html(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(HIDDEN, '').replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
