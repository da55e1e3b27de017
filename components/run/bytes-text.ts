/** `812 B`, `14 KB`, `163 MB`: bytes in, units of 1024. */
export function bytesText(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${Math.round(count / 1024)} KB`;
  return `${Math.round(count / (1024 * 1024))} MB`;
}
