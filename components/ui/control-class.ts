/** The look that all fields to type or choose in share. An invalid one says so by its border, and in words beside it. */
export const CONTROL_CLASS =
  'w-full rounded-md border border-control bg-surface px-2.5 text-base text-ink transition-colors duration-100 hover:border-muted aria-invalid:border-fail disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted sm:text-sm';
