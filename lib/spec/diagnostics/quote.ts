/**
 * A piece of the architect's text as it may stand in a message: in back-ticks, at most 60 characters, control and
 * bidirectional marks replaced, so that a message is one line and shows what it quotes.
 */
export function quote(text: string): string {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069`]+/g, ' ').trim();
  const units = Array.from(clean.slice(0, 240));
  return `\`${units.length > 60 ? `${units.slice(0, 59).join('')}…` : units.join('')}\``;
}

/** "a, b and c" of quoted names. At most eight are named. */
export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, 8).map(quote);
  if (names.length > 8) return `${shown.join(', ')} and ${names.length - 8} more`;
  const last = shown.at(-1);
  return shown.length < 2 || last === undefined ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
