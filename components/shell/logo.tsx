/** The mark: a line held true by its weight. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden className={className ?? 'size-5'}>
      <path d="M5 2.5h10M10 2.5v7" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      <path d="M7 9.5h6l-.9 4L10 17.75 7.9 13.5z" fill="currentColor" />
    </svg>
  );
}
