import { Fragment } from 'react';

/** A sentence in which names stand between backticks, with the names set as code. */
export function Said({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <code key={index} className="font-mono text-[0.95em]">
        {part}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
