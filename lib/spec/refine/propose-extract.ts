import { block, entry, flow, list } from './draft.ts';
import { givenValue } from './known-value.ts';
import { type Plan, type Subject, takeName } from './plan.ts';
import { sayTime } from './say-time.ts';

/** Reads documents that came in: a name and a date of birth, as identity documents have them, and asks for their quality. */
export function proposeExtract({ step, proposal, known, names, model, budgetMs }: Subject): Plan | null {
  const documents = known.find((value) => value.kind === 'documents' && !value.optional);
  if (documents === undefined) return null;
  const images = documents.values.length === 0 || documents.values.some((media) => media.startsWith('image/'));
  const pdf = !images || (proposal.engine === 'pdftotext' && documents.values.length === 0);
  const declarations: Plan['declarations'][number][] = [];
  const declare = (name: string, draft: Plan['step']): string => {
    const type = model.types.find((one) => one.name === name);
    if (type !== undefined) return name;
    if (!names.types.has(name)) declarations.push({ section: 'types', name, draft });
    names.types.add(name);
    return name;
  };
  const person = declare(
    'PersonName',
    flow({ type: 'string', length: '1..140', classification: 'pii', mask: 'initials' }),
  );
  const born = declare('BirthDate', flow({ type: 'date', classification: 'pii', mask: 'year' }));
  const filled = takeName(names.types, 'IdDocument');
  declarations.push({
    section: 'types',
    name: filled,
    draft: flow({ fields: flow({ name: person, dob: `${born}?` }) }),
  });
  const unreadable = 'unreadable';
  if (!names.errors.has(unreadable))
    declarations.push({
      section: 'errors',
      name: unreadable,
      draft: flow({ status: '422', title: 'No document could be read' }),
    });
  names.errors.add(unreadable);
  const guard = takeName(names.steps, `${step.name}_is_readable`.slice(0, 60));
  const engine = pdf ? flow({ name: 'pdftotext' }) : flow({ name: 'tesseract', languages: list('eng') });
  const seconds = sayTime(Math.min(10_000, budgetMs));
  return {
    what: `extract with ${pdf ? 'pdftotext' : 'tesseract'}`,
    step: block(
      entry('extract', `=${documents.path}`),
      entry('engine', engine, pdf ? null : 'English'),
      entry('as', filled, 'a name and a date of birth are read'),
      entry(
        'read',
        flow({ name: flow({ after: 'Name' }), dob: flow({ after: 'DOB', format: 'dd/MM/yyyy' }) }),
        'the labels, and how dates are written',
      ),
      entry('else', unreadable),
      entry('timeout', seconds, 'a share of the promised time'),
    ),
    following: [{ name: guard, draft: flow({ guard: `${step.name}.quality >= 0.6`, else: unreadable }) }],
    declarations,
    gives: [
      givenValue(step.name, 'name', person, 'name', false),
      givenValue(step.name, 'dob', born, 'birth', true),
      givenValue(step.name, 'quality', 'decimal(0..1, scale 4)', 'number', false),
    ],
    assumptions: [
      `\`${documents.path}\` holds the documents${pdf ? '' : ', and they are in English'}.`,
      'A name (behind "Name") and, if it is there, a date of birth (behind "DOB", as 31/12/1990) are read.',
      'A document is readable from a quality of 0.6 on; below, the answer is 422.',
      `Reading may take ${seconds}.`,
    ],
  };
}
