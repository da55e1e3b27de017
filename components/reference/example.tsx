/** A piece of a specification. Long lines scroll in it. */
export function Example({ text, label }: { text: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="min-w-0 overflow-x-auto rounded-md bg-sunken">
      <pre className="px-3 py-2 font-mono text-sm leading-5">{text.trimEnd()}</pre>
    </section>
  );
}
