import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without any setting it is a demo on this machine only', () => {
  expect(readSettings({}, '/srv/app')).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    dataFolder: '/srv/app/.plumbline',
    workspace: 'demo',
    firstServicePort: 3100,
    publicUrl: 'http://127.0.0.1:3000',
  });
});

test('a database of one’s own makes a real workspace, without known passwords', () => {
  const { workspace } = readSettings({ DATABASE_URL: 'postgres://db/plumbline' }, '/');
  expect(workspace).toBe('real');
});

test('blank means unset, as in .env files', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '', PLUMBLINE_DATA: '' }, '/srv')).toEqual(readSettings({}, '/srv'));
});

test('wrong settings are all named, and a password in one is not repeated', () => {
  const read = () =>
    readSettings({ PORT: '99999', DATABASE_URL: 'mysql://u:hunter2@h/db', PLUMBLINE_WORKSPACE: 'x' }, '/');
  expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*PLUMBLINE_WORKSPACE/);
  expect(read).not.toThrow(/hunter2/);
});

test('an address that means every interface is not shown to a browser', () => {
  expect(readSettings({ HOST: '0.0.0.0', PORT: '8080' }, '/').publicUrl).toBe('http://localhost:8080');
});
