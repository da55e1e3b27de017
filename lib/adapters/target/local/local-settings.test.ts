import { expect, test } from 'vitest';
import { localSettings } from './local-settings.ts';

const GIVEN = { AUTH_ISSUER: 'https://local.test', AUTH_AUDIENCE: 'shop' };

test('other systems are stand-ins, secrets are made up and stay, and nothing else is touched', () => {
  const example = [
    '# Where to listen',
    'PORT=8080',
    '# DATABASE_URL=postgres://x',
    '# bank: its address, or `simulator:` for a stand-in.',
    'BANK_URL=simulator:',
    'BANK_SECRET=',
    '# OTHER=',
    'BANK_ISSUER=https://issuer.example',
    'AUTH_AUDIENCE=elsewhere',
    'LEVEL=info',
    '# The folder that files are written to.',
    'REPORTS_DIR=./files',
  ].join('\n');
  const made = localSettings(example, 'key', GIVEN, '/files');
  expect(made).toEqual({
    BANK_URL: 'simulator:',
    SIMULATORS: 'allowed',
    BANK_SECRET: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    BANK_ISSUER: 'https://local.test',
    REPORTS_DIR: '/files/reports_dir',
  });
  expect(localSettings(example, 'key', GIVEN, '/files')).toEqual(made);
  expect(localSettings(example, 'other', GIVEN, '/files')['BANK_SECRET']).not.toBe(made['BANK_SECRET']);
});

test('what the runtime reads is never made up', () => {
  expect(localSettings('NODE_OPTIONS=\nLD_PRELOAD=\nPATH=\nTOKEN=\n', 'key', GIVEN, '/files')).toEqual({
    TOKEN: expect.any(String),
  });
});

test('the keys of callers are in their form, and open nothing', () => {
  const example = '# The keys of callers: `id:role,role:sha256` for each\nKEYS=\n';
  expect(localSettings(example, 'key', GIVEN, '/files')['KEYS']).toMatch(/^nobody::0{64}$/);
});
