import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Crumb {
  label: string;
  href?: string;
}

/**
 * The bar above a page: the breadcrumbs are its title (the last one is the page), then small facts, then the page's one
 * primary action. It leaves room at the right for search, theme and person, which the shell puts there.
 */
export function PageHeader({
  trail,
  meta,
  action,
  className,
}: {
  trail: readonly Crumb[];
  /** Facts about the page, such as "draft saved 2 s ago". */
  meta?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <header
      className={classNames(
        'sticky top-0 z-20 flex h-12 shrink-0 items-center gap-3 border-hairline border-b bg-canvas pr-[5.75rem] pl-4 md:pr-[15.5rem] md:pl-6',
        className,
      )}
    >
      <nav aria-label="Breadcrumbs" className="flex min-w-0 items-center gap-1.5 text-sm">
        {trail.map((crumb, index) => (
          <Fragment key={crumb.label}>
            {index > 0 && (
              <span aria-hidden className="hidden text-faint sm:inline">
                /
              </span>
            )}
            <Title crumb={crumb} last={index === trail.length - 1} />
          </Fragment>
        ))}
      </nav>
      {/* The title is kept whole as long as it can be: the facts give way first. */}
      {meta && (
        <div className="hidden min-w-0 shrink-[99] items-center gap-2 truncate text-muted text-xs lg:flex">{meta}</div>
      )}
      {action && <div className="ml-auto flex shrink-0 items-center gap-2">{action}</div>}
    </header>
  );
}

function Title({ crumb, last }: { crumb: Crumb; last: boolean }) {
  if (last) return <h1 className="truncate font-semibold">{crumb.label}</h1>;
  const look = 'hidden truncate text-muted sm:inline';
  if (!crumb.href) return <span className={look}>{crumb.label}</span>;
  return (
    <Link href={crumb.href} className={`${look} hover:text-ink`}>
      {crumb.label}
    </Link>
  );
}

/** The body of a page that reads from top to bottom. Pages that fill the window (the editor) do without. */
export function PageBody({
  width = 'wide',
  className,
  children,
}: {
  /** `wide` for tables, `narrow` for forms and text. */
  width?: 'wide' | 'narrow';
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      className={classNames(
        'w-full px-4 py-5 md:px-6',
        width === 'wide' ? 'max-w-[84rem]' : 'max-w-[46rem]',
        className,
      )}
    >
      {children}
    </div>
  );
}

/** A part of a page with its heading. */
export function Section({
  title,
  count,
  action,
  className,
  children,
}: {
  title: ReactNode;
  count?: number;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={classNames('mb-8', className)}>
      <div className="flex min-h-8 items-center gap-2 border-hairline border-b">
        <h2 className="font-semibold text-sm">{title}</h2>
        {count !== undefined && <span className="text-faint text-sm tabular-nums">{count}</span>}
        {action && <div className="ml-auto flex items-center gap-2">{action}</div>}
      </div>
      {children}
    </section>
  );
}
