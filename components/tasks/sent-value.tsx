import type { Json } from '#lib/core/canonical-json.ts';
import { sentFile } from './sent-file.ts';

const SHOWN = 4_000;

/** One value that a caller sent: pictures to look at, documents to download, lists item by item, everything else as text. */
export function SentValue({ name, value }: { name: string; value: Json }) {
  if (isList(value) && value.every((item) => typeof item === 'string'))
    return (
      <ul className="flex flex-col gap-2">
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never moves
          <li key={index}>
            <SentText name={`${name} ${index + 1}`} text={item} />
          </li>
        ))}
      </ul>
    );
  if (typeof value === 'object' && value !== null)
    return <pre className="whitespace-pre-wrap break-words font-mono text-xs leading-5">{jsonText(value)}</pre>;
  return <SentText name={name} text={typeof value === 'string' ? value : JSON.stringify(value)} />;
}

function SentText({ name, text }: { name: string; text: string }) {
  const file = sentFile(text);
  if (!file) return <span className="whitespace-pre-wrap break-all">{shortened(text)}</span>;
  const address = `data:${file.media};base64,${text}`;
  return (
    <figure className="flex flex-col items-start gap-1">
      {file.picture && (
        // biome-ignore lint/performance/noImgElement: the bytes are in the page already, there is nothing to optimise
        <img src={address} alt={name} className="max-h-96 max-w-full rounded-md border border-hairline bg-sunken" />
      )}
      <figcaption className="text-muted text-xs">
        <a href={address} download={`${name}.${file.media.split('/')[1]}`} className="text-accent hover:underline">
          Download {name}
        </a>{' '}
        {file.media}, {Math.ceil(file.size / 1024).toLocaleString('en-GB')} KB
      </figcaption>
    </figure>
  );
}

function jsonText(value: Json): string {
  return shortened(JSON.stringify(value, null, 2));
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length.toLocaleString('en-GB')} characters)` : text;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
