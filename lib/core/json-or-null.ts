/** What a JSON text says; null if it is no JSON, for readers that check the shape next. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
