import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** test/mail.test.ts: mails as a server on this machine gets them; empty where none is sent. */
export function mailTests(plan: Plan): string {
  const planned = plan.integrations.find(({ integration }) => integration.protocol === 'smtp');
  const [operation] = planned?.operations ?? [];
  if (!plan.outside || planned === undefined || operation === undefined) return '';
  const basic = planned.integration.auth === 'basic';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:net', 'createServer', 'type Socket'],
      ['node:test', 'test', 'type TestContext'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/connections.ts', 'simulatedAt'],
      ['../src/platform/smtp.ts', 'mail', 'SmtpWire'],
    ])}

    const { system } = ${planned.variable};

    /** A mail server that takes what it is told and keeps it; \`answers\` replaces its answer to a command. */
    async function mailServer(
      t: TestContext,
      answers: Readonly<Record<string, string | null>> = {},
    ): Promise<{ url: string; heard: string[] }> {
      const heard: string[] = [];
      const open = new Set<Socket>();
      const server = createServer((socket) => {
        open.add(socket);
        let inData = false;
        let rest = '';
        const usual: Readonly<Record<string, string>> = {
          DATA: '354 go on',
          EHLO: '250-test\r\n250 AUTH PLAIN',
          AUTH: '235 ok',
        };
        const say = (line: string): void => {
          const command = line.split(' ')[0] ?? '';
          const answer = command in answers ? answers[command] : (usual[command] ?? '250 ok');
          if (command === 'DATA' && answer === usual['DATA']) inData = true;
          if (answer != null) socket.write(\`\${answer}\r\n\`);
        };
        socket.setEncoding('utf8').on('error', () => undefined);
        socket.on('data', (part) => {
          const lines = \`\${rest}\${part}\`.split('\r\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            heard.push(line);
            if (!inData) say(line);
            else if (line === '.') {
              inData = false;
              socket.write('250 taken\r\n');
            }
          }
        });
        socket.write('220 test\r\n');
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      t.after(() => {
        for (const socket of open) socket.destroy();
        server.close();
      });
      const address = server.address();
      return { url: \`smtp://127.0.0.1:\${address instanceof Object ? address.port : 0}\`, heard };
    }

    function wireTo(t: TestContext, url: string): SmtpWire {
      const secrets = ${basic ? "{ user: 'service', secret: 'key' }" : '{}'};
      const connection = { ...simulatedAt(url), simulated: false, secrets, more: { from: 'bank@example.test' } };
      const wire = new SmtpWire({ [system.name]: connection });
      t.after(() => wire.close());
      return wire;
    }

    const message = (key: string) => ({
      method: 'POST',
      path: '/',
      headers: { 'idempotency-key': key },
      body: mail(${quote(operation.operation.name)}, { to: 'asha@example.test, other@example.test', note: 'Ásha\r\nBcc: x@y.z', left: null }),
    });

    test('a mail says its values line by line, and what belongs to a mail by its name', () => {
      const values = { to: 'a@b.c', subject: 'Hello', text: 'Dear', amount: '1.50', list: [1], none: null };
      assert.deepEqual(JSON.parse(mail('title', values)), {
        to: 'a@b.c',
        subject: 'Hello',
        text: 'Dear\namount: 1.50\nlist: [1]',
      });
      const page = { to: 'a@b.c', subject: 'Hello', html: '<p>' };
      assert.deepEqual(JSON.parse(mail('title', page)), page);
    });

    test('it is handed over once to one receiver, and the same however often it is tried', async (t) => {
      const { url, heard } = await mailServer(t);
      const wire = wireTo(t, url);
      assert.deepEqual(await wire.send(system, message('first'), 5000), {});
      await wire.send(system, message('first'), 5000);
      await wire.send(system, message('second'), 5000);
      const said = (start: string): string[] => heard.filter((line) => line.startsWith(start));
      assert.equal(said('MAIL FROM:<bank@example.test>').length, 3);
      assert.equal(said('RCPT TO:').length, 3);
      assert.deepEqual(said('Bcc'), []);
      ${basic && "assert.ok(said('AUTH PLAIN AHNlcnZpY2UAa2V5').length > 0);"}
      const ids = said('Message-ID: ');
      assert.deepEqual([ids.length, new Set(ids).size, ids[0] === ids[1]], [3, 2, true]);
    });

    test('what a server refuses, and how it fails, is told apart', async (t) => {
      const cases: [answers: Record<string, string | null>, failure: string][] = [
        [{ RCPT: '550 nobody' }, 'rejected'],
        [{ RCPT: '450 come back' }, 'unavailable'],
        [{ DATA: '552 too large' }, 'rejected'],
        ${basic ? "[{ AUTH: '535 no' }, 'rejected']," : ''}
        [{ MAIL: null }, 'timeout'],
      ];
      for (const [answers, failure] of cases) {
        const { url } = await mailServer(t, answers);
        const timeoutMs = failure === 'timeout' ? 300 : 5000;
        await assert.rejects(wireTo(t, url).send(system, message('key'), timeoutMs), { failure });
      }
      await assert.rejects(wireTo(t, 'smtp://127.0.0.1:9').send(system, message('key'), 5000), { failure: 'unavailable' });
    });
  `;
}
