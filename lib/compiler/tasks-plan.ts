import type { Field, Step, Type } from '../spec/model.ts';
import { scalar } from '../spec/scalar-type.ts';
import { Names, pascal, title } from './names.ts';
import { isPerson, type PersonStep, stepsWithin } from './steps-within.ts';

/** What a person is asked for, and by what names the generated code says it. */
export interface TaskPlan {
  step: PersonStep;
  title: string;
  /** What is to be done, as the specification says it. */
  instruction: string;
  /** The type of the answer within the module of its flow, and its schema in the API document. */
  formType: string;
  formSchema: string;
  form: readonly Field[];
}

/** The tasks of a list of steps, those inside of others included; `type` is the stem of the names of their schemas. */
export function planTasks(steps: readonly Step[], type: string): TaskPlan[] {
  const forms = new Names();
  return stepsWithin(steps)
    .filter(isPerson)
    .map((step) => {
      const formType = forms.take(`${pascal(step.name)}Form`);
      const asked = step.kind === 'prose' ? step.form : step.result;
      return {
        step,
        title: step.kind === 'prose' ? title(step.name) : step.title,
        instruction: step.kind === 'prose' ? step.text : step.title,
        formType,
        formSchema: `${type}${formType}`,
        form: asked.length > 0 ? asked : [findingField(step)],
      };
    });
}

/** What a person may say where no value is asked for. */
function findingField({ id, span }: Step): Field {
  const of: Type = scalar('string', { length: { min: 0, max: 2000 } });
  return {
    id: `${id}/finding`,
    span,
    name: 'finding',
    type: { kind: 'optional', of },
    typeOrigin: 'default',
    summary: null,
    protection: null,
  };
}
