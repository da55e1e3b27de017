/** `12,345` tokens, or `not reported`. */
export function tokensText(tokens: number | null): string {
  return tokens === null ? 'not reported' : tokens.toLocaleString('en-GB');
}

/** A cost from millionths of a US dollar: four digits below ten cents, else two. */
export function costText(micros: number | null): string {
  if (micros === null) return 'not known';
  const dollars = micros / 1_000_000;
  return `US$ ${dollars.toFixed(dollars > 0 && dollars < 0.1 ? 4 : 2)}`;
}

/** `850 ms`, `12.3 s`, `2 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
