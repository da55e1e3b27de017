/** What a model costs, in US dollars per million tokens, which is the same number in millionths of a dollar per token. */
export interface Price {
  input: number;
  output: number;
}

/** Reads `in/out`, such as `2.50/10`. Null when it is not two decimal numbers from 0 to 10,000. */
export function parsePrice(text: string): Price | null {
  const match = /^\s*(\d{1,5}(?:\.\d{1,6})?)\s*\/\s*(\d{1,5}(?:\.\d{1,6})?)\s*$/.exec(text);
  if (!match) return null;
  const price = { input: Number(match[1]), output: Number(match[2]) };
  return price.input <= 10_000 && price.output <= 10_000 ? price : null;
}

/** The cost of a call in millionths of a US dollar, rounded up; null when the price or a count is not known. */
export function costMicros(
  price: Price | null,
  inputTokens: number | null,
  outputTokens: number | null,
): number | null {
  if (!price || inputTokens === null || outputTokens === null) return null;
  return Math.ceil(inputTokens * price.input + outputTokens * price.output);
}
