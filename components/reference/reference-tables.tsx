import Link from 'next/link';
import type { LanguageReference } from '#lib/spec/index.ts';
import { InlineCode } from '../review/inline-code.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx';
import { AnchorHeading } from './anchor-heading.tsx';
import { SeverityWord } from './severity-word.tsx';

/** Built-in types and the forms that types are made of. */
export function ReferenceTypes({ reference: { types, typeForms } }: { reference: LanguageReference }) {
  const rows = [
    ...types.map(({ name, notation, doc }) => ({ id: `types.${name}`, notation, doc })),
    ...typeForms.map(({ notation, doc }) => ({ id: undefined, notation, doc })),
  ];
  return (
    <section className="mb-10">
      <AnchorHeading id="types" level={2}>
        Types
      </AnchorHeading>
      <Table label="Types">
        <TableHead>
          <HeadCell>Written</HeadCell>
          <HeadCell>Meaning</HeadCell>
        </TableHead>
        <tbody>
          {rows.map(({ id, notation, doc }) => (
            <Row key={notation} id={id} className="scroll-mt-16">
              <Cell className="whitespace-nowrap font-mono">{notation}</Cell>
              <Cell className="min-w-72">
                <InlineCode text={doc} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** What expressions may call. */
export function ReferenceFunctions({ reference: { functions } }: { reference: LanguageReference }) {
  return (
    <section className="mb-10">
      <AnchorHeading id="functions" level={2}>
        Expressions and functions
      </AnchorHeading>
      <p className="mt-2 mb-2 max-w-prose text-muted text-sm">
        <InlineCode text="A text that starts with `=` is an expression; `when`, `where` and `guard` always are, without it. Expressions use the syntax of CEL: `&& || ! == != < <= > >= in + - * / %`, `c ? a : b`, `x.y`, `has(x.y)`. In sight are `input`, `caller`, and the results of earlier steps by name. `f(x, y)` and `x.f(y)` are the same." />
      </p>
      <Table label="Functions">
        <TableHead>
          <HeadCell>Function</HeadCell>
          <HeadCell>Meaning</HeadCell>
          <HeadCell>Example</HeadCell>
        </TableHead>
        <tbody>
          {functions.map(({ name, signature, doc, example }) => (
            <Row key={name} id={`functions.${name}`} className="scroll-mt-16">
              <Cell className="whitespace-nowrap font-mono">{signature}</Cell>
              <Cell className="min-w-64">
                <InlineCode text={doc} />
              </Cell>
              <Cell className="whitespace-nowrap font-mono text-muted">{example}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** The grammars of phrases, with what they understand. */
export function ReferencePhrases({ reference: { phrases } }: { reference: LanguageReference }) {
  return (
    <section className="mb-10">
      <AnchorHeading id="phrases" level={2}>
        Phrases
      </AnchorHeading>
      <p className="mt-2 mb-3 max-w-prose text-muted text-sm">
        Many places take a phrase instead of a precise form. What is assumed, and which words are not understood, is
        said at its place. In [brackets] what may be left out, a bar between choices.
      </p>
      <div className="space-y-5">
        {phrases.map(({ id, title, where, grammar, examples }) => (
          <div key={id}>
            <AnchorHeading id={`phrases-${id}`} level={3}>
              {title}
            </AnchorHeading>
            <p className="text-muted text-sm">
              Stands <InlineCode text={where} />.
            </p>
            <ul className="mt-1.5 space-y-0.5 rounded-md bg-sunken px-3 py-2 font-mono text-sm">
              {grammar.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p className="mt-1.5 text-sm">
              <span className="text-muted">For example: </span>
              <InlineCode text={examples.map((example) => `\`${example}\``).join(' · ')} />
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Every diagnostic, by family; each leads to its page. */
export function ReferenceCodes({ reference: { codes } }: { reference: LanguageReference }) {
  return (
    <section className="mb-10">
      <AnchorHeading id="codes" level={2}>
        Diagnostics
      </AnchorHeading>
      <div className="mt-3 space-y-5">
        {codes.map((family) => (
          <div key={family.name}>
            <AnchorHeading id={`codes-${family.name}`} level={3}>
              {family.name}
            </AnchorHeading>
            <p className="mb-1 text-muted text-sm">{family.doc}</p>
            <ul>
              {family.codes.map(({ code, severity, title }) => (
                <li key={code} className="border-hairline border-b last:border-b-0">
                  <Link
                    href={`/reference/${code}`}
                    className="flex min-h-8 items-center gap-3 py-1 text-sm hover:bg-hover"
                    prefetch={false}
                  >
                    <span className="w-20 shrink-0 font-mono">{code}</span>
                    <span className="min-w-0 flex-1">{title}</span>
                    <SeverityWord severity={severity} />
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
