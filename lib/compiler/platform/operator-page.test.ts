import { expect, test } from 'vitest';
import type { Carrier, SchemePlan } from '../auth-plan.ts';
import { operatorPageHtml } from './operator-page-html.ts';

const scheme = (kind: SchemePlan['kind'], carrier: Carrier): SchemePlan => ({
  name: 'one',
  kind,
  carrier,
  issuer: null,
  audience: null,
  secret: 'SECRET',
  seconds: 60,
});
const BEARER = scheme('issuer', { kind: 'header', name: 'Authorization', prefix: 'Bearer' });
const KEY = scheme('keys', { kind: 'header', name: 'X-Api-Key', prefix: null });
const SESSION = scheme('secret', { kind: 'cookie', name: 's', sameSite: 'lax', secure: true });

interface Element {
  value?: string;
  children: unknown[];
  listeners: Map<string, (event: object) => void>;
}

/** Runs the script of the page with the least of a browser: what it asks of the service, and what it shows. */
async function used(schemes: readonly SchemePlan[], statuses: number[], hash = '') {
  const html = operatorPageHtml('a-service', false, { shown: false, given: false }, { schemes });
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  const asked: Record<string, string>[] = [];
  const made: Element[] = [];
  const element = (): Element & object => {
    const one = {
      children: [] as unknown[],
      listeners: new Map<string, (event: object) => void>(),
      append: (...children: unknown[]) => void one.children.push(...children),
      replaceChildren: () => undefined,
      addEventListener: (name: string, listener: (event: object) => void) => void one.listeners.set(name, listener),
      focus: () => undefined,
    };
    made.push(one);
    return one;
  };
  const fetch = async (_path: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(headers);
    const status = statuses.shift() ?? 200;
    return {
      ok: status === 200,
      status,
      json: async () => (status === 200 ? { tasks: [], next: null } : { title: 'No' }),
    };
  };
  const document = { getElementById: element, createElement: element };
  const browser = {
    document,
    fetch,
    location: { hash, pathname: '/tasks' },
    history: { replaceState: () => undefined },
  };
  new Function(...Object.keys(browser), script)(...Object.values(browser));
  const settle = () => new Promise((done) => setTimeout(done, 0));
  await settle();
  const submit = async (token: string): Promise<void> => {
    const form = made.findLast(({ listeners }) => listeners.has('submit'));
    for (const one of made) if (one !== form) one.value = token;
    form?.listeners.get('submit')?.({ preventDefault: () => undefined });
    await settle();
  };
  return { asked, submit };
}

test('tokens go in the header that the specification names, from the address or typed in', async () => {
  const given = await used([], [], '#access_token=abc');
  expect(given.asked).toEqual([{ authorization: 'Bearer abc', accept: 'application/json' }]);
  const typed = await used([BEARER], []);
  expect(typed.asked).toEqual([]);
  await typed.submit('xyz');
  expect(typed.asked).toEqual([{ authorization: 'Bearer xyz', accept: 'application/json' }]);
});

test('keys go in their own header', async () => {
  const page = await used([KEY], []);
  await page.submit('secret-key');
  expect(page.asked).toEqual([{ 'x-api-key': 'secret-key', accept: 'application/json' }]);
});

test('a session needs nothing to be typed in: its cookie goes by itself, and after a refusal nothing is asked for', async () => {
  const page = await used([SESSION], [401]);
  expect(page.asked).toEqual([{ accept: 'application/json' }]);
  const html = operatorPageHtml('a', false, { shown: false, given: false }, { schemes: [SESSION] });
  expect(html).not.toContain('token');
});

test('who has a session is let in by it, and who has none may show a token', async () => {
  const page = await used([BEARER, SESSION], [401, 200]);
  expect(page.asked).toEqual([{ accept: 'application/json' }]);
  await page.submit('xyz');
  expect(page.asked[1]).toEqual({ authorization: 'Bearer xyz', accept: 'application/json' });
});

test('of several headers people choose one', () => {
  const html = operatorPageHtml('a', false, { shown: false, given: false }, { schemes: [BEARER, KEY] });
  expect(html).toContain("{ label: 'API key', header: 'x-api-key', prefix: '' }");
  expect(html).toContain('[way.header]: way.prefix + token');
});
