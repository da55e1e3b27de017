import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once per page. Default `secondary`. */
  variant?: ButtonVariant;
  /** 28 or 32 pixels high. Default `medium`. */
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shows a spinner and refuses presses; the label stays, so nothing jumps. */
  busy?: boolean;
  /** Renders its only child (a link) as the button. */
  asChild?: boolean;
}

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border border-transparent',
  secondary: 'bg-surface text-ink border border-edge hover:bg-hover',
  quiet: 'bg-transparent text-muted border border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-fail border border-edge hover:bg-fail-soft hover:border-fail',
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  small: 'h-7 px-2 text-xs gap-1.5',
  medium: 'h-8 px-3 text-sm gap-2',
};

/** A button, or with `asChild` a link that looks like one. The label is a verb. */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  busy = false,
  asChild = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const classes = classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    SIZES[size],
    VARIANTS[variant],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <LoaderCircle className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

/** A square button with an icon only; `label` is its name for everybody who does not see the icon, and its tooltip's text. */
export function IconButton({
  label,
  size = 'medium',
  variant = 'quiet',
  className,
  children,
  ...rest
}: Omit<ButtonProps, 'icon' | 'busy' | 'asChild'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4',
        size === 'small' ? 'size-7' : 'size-8',
        VARIANTS[variant],
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
