'use client';
import { useEffect, useMemo, useRef } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { ReviewFileText } from '#lib/domain/reviews/review-view.ts';

/** The specification lines that a generated line comes from. Its height is reserved: choosing a line moves nothing. */
export function SpecLines({
  file,
  line,
  specText,
}: {
  file: ReviewFileText | null;
  line: number | null;
  specText: string;
}) {
  const origin = useMemo(() => originOf(file, line), [file, line]);
  const first = useRef<HTMLLIElement>(null);
  const from = origin?.specFromLine ?? null;
  useEffect(() => {
    if (from !== null) first.current?.scrollIntoView({ block: 'center' });
  }, [from]);
  const lines = useMemo(() => specText.replace(/\n$/, '').split('\n'), [specText]);
  return (
    <section aria-label="Specification" className="flex h-48 shrink-0 flex-col border-hairline border-t">
      <p className="flex h-8 shrink-0 items-center gap-2 border-hairline border-b px-3 text-muted text-xs">
        <span className="font-medium text-ink">Specification</span>
        <span className="min-w-0 truncate">{sentence(line, origin)}</span>
      </p>
      {origin !== null && (
        <ol className="min-h-0 flex-1 overflow-auto py-1 font-mono text-xs leading-5">
          {lines.map((text, index) => {
            const number = index + 1;
            const hit = number >= origin.specFromLine && number <= origin.specToLine;
            return (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of an immutable text
                key={index}
                ref={number === origin.specFromLine ? first : null}
                className={classNames('flex whitespace-pre', hit && 'bg-selected')}
              >
                <span aria-hidden className="w-10 shrink-0 select-none pr-3 text-right text-faint">
                  {number}
                </span>
                {text}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

type Origin = ReviewFileText['origins'][number];

/** The origin that fits most closely: of those that hold the line, the one with the fewest lines. */
function originOf(file: ReviewFileText | null, line: number | null): Origin | null {
  if (file === null || line === null) return null;
  const holding = file.origins.filter((origin) => origin.fromLine <= line && line <= origin.toLine);
  return holding.sort((a, b) => a.toLine - a.fromLine - (b.toLine - b.fromLine))[0] ?? null;
}

function sentence(line: number | null, origin: Origin | null): string {
  if (line === null) return 'Choose a line of the file to see where it comes from.';
  if (origin === null)
    return `Line ${line} is the same in every generated service: no line of the specification says it.`;
  const { specFromLine: from, specToLine: to } = origin;
  return `Line ${line} comes from ${origin.specId}, ${from === to ? `line ${from}` : `lines ${from} to ${to}`}.`;
}
