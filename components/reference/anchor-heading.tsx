import type { ReactNode } from 'react';

/** A heading that can be linked to: its text is the link. Scrolled to, it stays below the page's bar. */
export function AnchorHeading({ id, level, children }: { id: string; level: 2 | 3; children: ReactNode }) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <Heading
      id={id}
      className={`scroll-mt-16 ${level === 2 ? 'border-hairline border-b pb-1.5 font-semibold text-lg' : 'font-semibold text-base'}`}
    >
      <a href={`#${id}`} className="group hover:underline">
        {children}
        <span aria-hidden className="ml-1.5 text-faint opacity-0 group-hover:opacity-100">
          #
        </span>
      </a>
    </Heading>
  );
}
