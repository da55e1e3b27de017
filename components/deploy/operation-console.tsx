'use client';
import { Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CallAnswer, Callers } from '#lib/domain/deployments/service-deployment.ts';
import type { Rights, ServiceOperation } from '#lib/domain/deployments/service-operation.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { Textarea } from '../ui/textarea.tsx';
import { AnswerView } from './answer-view.tsx';
import { callService } from './call-service.ts';
import { CurlBox, type IssueToken } from './curl-box.tsx';
import { FollowUp, waitingRequest } from './follow-up.tsx';
import { exampleOf, type Filled, fillIn, formOf } from './operation-request.ts';
import { SchemaFields } from './schema-fields.tsx';

export interface ConsoleProps {
  service: string;
  address: string;
  operations: readonly ServiceOperation[];
  roles: readonly string[];
  callers: Callers;
  issueToken: IssueToken;
}

/** Sends real requests to a live service from a form made of its own API document. */
export function OperationConsole(props: ConsoleProps) {
  const { operations } = props;
  const [chosen, setChosen] = useState(operations[0]?.operation ?? '');
  const operation = operations.find((each) => each.operation === chosen) ?? operations[0];
  if (!operation)
    return <p className="py-4 text-muted text-sm">The API document of this release names no operation.</p>;
  return (
    <div className="grid gap-6 pt-3 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <nav aria-label="Operations" className="flex min-w-0 flex-col">
        {operations.map((each) => (
          <button
            key={each.operation}
            type="button"
            aria-current={each === operation ? 'true' : undefined}
            onClick={() => setChosen(each.operation)}
            className="rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover aria-[current=true]:bg-selected"
          >
            <span className="font-medium">{each.operation}</span>
            <span className="block truncate font-mono text-muted text-xs">
              {each.method} {each.path}
            </span>
          </button>
        ))}
      </nav>
      <OperationForm key={operation.operation} operation={operation} {...props} />
    </div>
  );
}

interface Outcome {
  answer: CallAnswer;
  rights: Rights;
  credential: string | null;
}

function OperationForm(props: ConsoleProps & { operation: ServiceOperation }) {
  const { service, operation, roles, callers } = props;
  const form = formOf(operation);
  const [filled, setFilled] = useState<Filled>(() => exampleOf(operation, form, ''));
  const [rights, setRights] = useState<Rights>({ roles: operation.roles, scopes: operation.scopes });
  const [own, setOwn] = useState('');
  const credential = own.trim() === '' ? null : own.trim();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const request = fillIn(operation, form, filled);
  const fillInExample = () => setFilled(exampleOf(operation, form, crypto.randomUUID()));
  // A fresh key would differ between the server's page and this one, so the example is filled in once the page is here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each operation; the form is made anew for another.
  useEffect(fillInExample, []);

  const send = async () => {
    setFailure(null);
    setErrors(request.ok ? {} : request.error);
    if (!request.ok) return;
    const { parameters, json: body } = request.value;
    setBusy(true);
    try {
      const answer = await callService({
        service,
        operation: operation.operation,
        parameters,
        body,
        credential,
        ...rights,
      });
      setOutcome({ answer, rights, credential });
    } catch (error) {
      setOutcome(null);
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  const waiting = outcome && waitingRequest(outcome.answer);
  return (
    <form
      noValidate
      className="flex min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {operation.summary !== operation.operation && operation.summary !== '' && (
        <p className="text-muted text-sm">{operation.summary}</p>
      )}
      <div className="grid gap-6 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {callers.kind !== 'keys' && (
            <RightBoxes roles={roles} operation={operation} chosen={rights} onChange={setRights} />
          )}
          {callers.kind !== 'made' && <OwnCredential callers={callers} text={own} onChange={setOwn} />}
          <SchemaFields
            fields={form.parameters}
            texts={filled.parameters}
            errors={errors}
            onChange={(name, text) => setFilled({ ...filled, parameters: { ...filled.parameters, [name]: text } })}
          />
          <Body {...{ operation, form, filled, errors, setFilled }} />
          <div className="flex items-center gap-2">
            <Button type="submit" variant="primary" busy={busy} icon={<Send aria-hidden />}>
              Send
            </Button>
            <Button variant="quiet" onClick={fillInExample}>
              Fill in the example
            </Button>
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {failure && <Notice tone="fail">{failure}</Notice>}
          {filled.json === null && errors[''] && <Notice tone="fail">{errors['']}</Notice>}
          {outcome && <AnswerView answer={outcome.answer} title="Answer" />}
          {waiting && (
            <FollowUp
              key={waiting}
              service={service}
              id={waiting}
              roles={outcome.rights.roles}
              credential={outcome.credential}
            />
          )}
          {!outcome && !failure && (
            <p className="text-faint text-sm">The answer appears here. The request is a real one.</p>
          )}
          <CurlBox {...props} request={request.ok ? request.value : null} rights={rights} credential={credential} />
        </div>
      </div>
    </form>
  );
}

/** Where nothing that a service believes can be made here, the caller brings it. */
function OwnCredential({
  callers,
  text,
  onChange,
}: {
  callers: Callers;
  text: string;
  onChange: (text: string) => void;
}) {
  const isKey = callers.kind === 'keys';
  const hint = isKey
    ? 'Callers of this service have keys of their own. Left empty, the request says nothing of its caller.'
    : `Callers of this service are stored as ${callers.entity}: paste the token that one of its operations answers. Left empty, a token for you is made, who may not be stored there.`;
  return (
    <Field label={isKey ? 'Key of the caller' : 'Token of the caller'} hint={hint}>
      <Input value={text} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

/** What the token will say: any role of the service, and the scopes that this operation asks for. */
function RightBoxes({
  roles,
  operation,
  chosen,
  onChange,
}: {
  roles: readonly string[];
  operation: ServiceOperation;
  chosen: Rights;
  onChange: (rights: Rights) => void;
}) {
  const needed = operation.roles;
  return (
    <>
      {roles.length > 0 && (
        <Boxes
          legend="Call with the roles"
          names={roles}
          chosen={chosen.roles}
          note={needed.length === 0 ? 'No role is asked for.' : `The operation asks for ${needed.join(' or ')}.`}
          onChange={(names) => onChange({ ...chosen, roles: names })}
        />
      )}
      {operation.scopes.length > 0 && (
        <Boxes
          legend="and the scopes"
          names={operation.scopes}
          chosen={chosen.scopes}
          note="The operation asks for all of them."
          onChange={(names) => onChange({ ...chosen, scopes: names })}
        />
      )}
    </>
  );
}

function Boxes({
  legend,
  names,
  chosen,
  note,
  onChange,
}: {
  legend: string;
  names: readonly string[];
  chosen: readonly string[];
  note: string;
  onChange: (names: readonly string[]) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {names.map((name) => (
          <Checkbox
            key={name}
            label={<span className="font-mono">{name}</span>}
            checked={chosen.includes(name)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, name] : chosen.filter((other) => other !== name))
            }
          />
        ))}
      </div>
      <p className="mt-1 text-muted text-xs">{note}</p>
    </fieldset>
  );
}

function Body({
  operation,
  form,
  filled,
  errors,
  setFilled,
}: {
  operation: ServiceOperation;
  form: ReturnType<typeof formOf>;
  filled: Filled;
  errors: Record<string, string>;
  setFilled: (filled: Filled) => void;
}) {
  if (operation.bodySchema === null) return null;
  const asJson = () => {
    const read = fillIn(operation, { ...form, parameters: [] }, { ...filled, parameters: {} });
    const text = read.ok && read.value.json !== null ? read.value.json : JSON.stringify(operation.example);
    setFilled({ ...filled, json: JSON.stringify(JSON.parse(text), null, 2) });
  };
  return (
    <div className="flex flex-col gap-3">
      {form.body.length > 0 && (
        <Checkbox
          label="Write the body as JSON"
          checked={filled.json !== null}
          onChange={(event) => (event.target.checked ? asJson() : setFilled({ ...filled, json: null }))}
        />
      )}
      {filled.json === null ? (
        <SchemaFields
          fields={form.body}
          texts={filled.body}
          errors={errors}
          onChange={(name, text) => setFilled({ ...filled, body: { ...filled.body, [name]: text } })}
        />
      ) : (
        <Field label="Body" error={errors['']}>
          <Textarea
            mono
            rows={12}
            spellCheck={false}
            value={filled.json}
            onChange={(event) => setFilled({ ...filled, json: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
