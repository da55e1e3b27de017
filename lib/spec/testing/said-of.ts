import { checkSpec } from '../check-spec.ts';

/** What is only about the parts that a short text leaves out. */
const LEFT_OUT: readonly string[] = ['SPC2011', 'SPC2014', 'SEC7001'];

/** What a text is told, each as `CODE underlined`, in text order; without what it is told for leaving out version and access. */
export function saidOf(text: string): string[] {
  return checkSpec(text)
    .diagnostics.filter(({ code }) => !LEFT_OUT.includes(code))
    .map(({ code, span }) => `${code} ${text.slice(span.start, span.end).split('\n')[0] ?? ''}`);
}

/** The same without what is only about declarations that nothing uses, and about results that nothing reads. */
export function saidOfUse(text: string): string[] {
  return saidOf(text).filter((said) => !/^(FLW5027|SPC2035|FLW5051|SPC2016)/.test(said));
}
