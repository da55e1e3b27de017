import type { FormPart } from './form-parts.ts';

/** A request to write down as a command. */
export interface CurlRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** Parts of a form; files are read from the folder that the command runs in. */
  parts?: readonly FormPart[] | null;
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
    ...(request.parts ?? []).map(partOption),
  ];
  return lines.join(' \\\n  ');
}

/** `--form-string` takes a text as it is; in `--form`, `@` reads a file and `;` begins its media type. */
function partOption(part: FormPart): string {
  if ('text' in part) return `--form-string ${quoted(`${part.name}=${part.text}`)}`;
  return `--form ${quoted(`${part.name}=@"${part.fileName}";type=${part.media}`)}`;
}

/** One word of a POSIX shell. Words of harmless characters stay as they are. */
function quoted(value: string): string {
  if (/^[A-Za-z0-9_./:=,+@-]+$/.test(value)) return value;
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
