import type { LanguageReference } from '#lib/spec/index.ts';
import { InlineCode } from '../review/inline-code.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx';
import { AnchorHeading } from './anchor-heading.tsx';

/** Where expressions mean something else than in CEL; everything else is held equal by a test against a CEL library. */
export function ReferenceCelDifferences({ reference: { celDifferences } }: { reference: LanguageReference }) {
  return (
    <section className="mb-10">
      <AnchorHeading id="cel" level={2}>
        Differences from CEL
      </AnchorHeading>
      <p className="mt-2 mb-2 max-w-prose text-muted text-sm">
        Generated expressions are compared with a CEL library. What differs is this list; anything else fails the test.
      </p>
      <Table label="Differences from CEL">
        <TableHead>
          <HeadCell>In CEL</HeadCell>
          <HeadCell>Here</HeadCell>
          <HeadCell>Example</HeadCell>
        </TableHead>
        <tbody>
          {celDifferences.map(({ code, cel, here, why, example }) => (
            <Row key={code} id={`cel.${code}`} className="scroll-mt-16">
              <Cell className="min-w-48 align-top">
                <InlineCode text={cel} />
              </Cell>
              <Cell className="min-w-56 align-top">
                <InlineCode text={here} /> <span className="text-muted">{why}</span>
              </Cell>
              <Cell className="align-top font-mono text-xs">{example}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

const CERTAINTY = { P: 'primary text read', S: 'secondary source', M: 'from memory' } as const;

/** The rules of the frameworks that `compliance` may name, with how sure each is. */
export function ReferenceRules({ reference: { rules } }: { reference: LanguageReference }) {
  return (
    <section className="mb-10">
      <AnchorHeading id="rules" level={2}>
        Compliance rules
      </AnchorHeading>
      <p className="mt-2 mb-2 max-w-prose text-muted text-sm">
        What the frameworks demand, as far as this rule pack knows it. A rule that was not verified against its primary
        text is never reported as met. This is no legal advice.
      </p>
      <Table label="Compliance rules">
        <TableHead>
          <HeadCell>Rule</HeadCell>
          <HeadCell>Demands</HeadCell>
          <HeadCell>Violated when</HeadCell>
          <HeadCell>Certainty</HeadCell>
        </TableHead>
        <tbody>
          {rules.map((rule) => (
            <Row key={rule.id} id={`rules.${rule.id}`} className="scroll-mt-16">
              <Cell className="align-top">
                <span className="block whitespace-nowrap font-mono">{rule.id}</span>
                <span className="block text-muted text-xs">{rule.framework}</span>
              </Cell>
              <Cell className="min-w-56 align-top">
                {rule.demands}
                <span className="block text-muted text-xs">{`${rule.instrument}, ${rule.paragraph}`}</span>
              </Cell>
              <Cell className="min-w-48 align-top">
                <InlineCode text={rule.violatedBy} />
              </Cell>
              <Cell className="align-top text-muted text-xs">{CERTAINTY[rule.certainty]}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
