import { MEMORY, type Observation, open, type Rule, satisfied, violated } from '../rule.ts';
import { controlsOf, type Subject } from '../subject.ts';
import { strengthOf } from '../transit.ts';

/** Card data crosses open networks by strong cryptography and valid certificates only. */
export const pci421: Rule = {
  ...MEMORY,
  id: 'PCI-4.2.1',
  framework: 'PCI DSS',
  instrument: 'PCI DSS 4.0.1',
  paragraph: 'requirement 4.2.1',
  demands: 'Card data crosses open networks by strong cryptography and valid certificates only.',
  appliesTo: 'Whoever stores, processes or transmits card data',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'The encryption in transit is TLS under 1.2, or SSL.',
  satisfiedBy: 'The encryption in transit is TLS 1.2 or newer.',
  evidence: [{ kind: 'probe', what: 'A handshake: versions, cipher suites and the certificate.' }],
  note: 'The primary text was read; that TLS 1.2 is the least version is from memory.',
  check: seeTransit,
};

function seeTransit({ model }: Subject): readonly Observation[] {
  const said = controlsOf(model, 'encryption').flatMap(({ requirement, control }) =>
    control.inTransit === null ? [] : [{ text: control.inTransit, span: requirement.span }],
  );
  if (said.length === 0) return [open('No `encryption` says how connections are encrypted.')];
  return said.map(({ text, span }) => {
    const named = `\`${text.slice(0, 40)}\``;
    const strength = strengthOf(text);
    if (strength === 'weak') return violated(`${named} is no strong cryptography.`, span);
    return strength === 'unknown'
      ? open(`${named} names no version of TLS.`)
      : satisfied(`Connections use ${named}.`, span);
  });
}
