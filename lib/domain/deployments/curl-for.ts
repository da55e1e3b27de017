/** A request to write down as a command. */
export interface CurlRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

/**
 * The `curl` command that sends a request, one option per line, safe to paste into a POSIX shell whatever the values hold:
 * every value is one single-quoted word.
 */
export function curlFor(request: CurlRequest): string {
  const lines = [
    `curl --request ${quoted(request.method)} ${quoted(request.url)}`,
    ...Object.entries(request.headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(request.body === null ? [] : [`--data-raw ${quoted(request.body)}`]),
  ];
  return lines.join(' \\\n  ');
}

/** One word of a POSIX shell. Words of harmless characters stay as they are. */
function quoted(value: string): string {
  if (/^[A-Za-z0-9_./:=,+@-]+$/.test(value)) return value;
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
