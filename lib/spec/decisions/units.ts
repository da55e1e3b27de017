import { fromScaled, scaled, scaleOf } from '../decimal-text.ts';
import { isNumber, isWhole, scalarName } from '../expressions/static-types.ts';
import { isDate, isDuration, isTimestamp } from '../expressions/time-text.ts';
import type { Type } from '../model.ts';

/** How the values of an ordered type are counted: each is a whole number of units. */
export interface Units {
  /** The value of a text in its written form. */
  read: (text: string) => bigint;
  /** A value as a person would write it. */
  write: (units: bigint) => string;
  /** How far values lie apart; null where there is one between any two (then units are chosen so that the middle is whole). */
  step: bigint | null;
  min: bigint | null;
  max: bigint | null;
}

/** The units of an ordered type, fine enough for the texts that are mentioned; null if the type has no order. */
export function unitsOf(type: Type, mentioned: readonly string[]): Units | null {
  if (isNumber(type)) return numberUnits(type, mentioned);
  const time = TIME_UNITS[scalarName(type) ?? ''];
  return time === undefined ? null : { ...time, step: 1n, min: null, max: null };
}

function numberUnits(type: Type, mentioned: readonly string[]): Units {
  const { range, scale: declared } = type.kind === 'scalar' ? type : { range: null, scale: null };
  const digits = isWhole(type) ? 0 : scalarName(type) === 'decimal' ? declared : null;
  const bounds = [range?.min ?? null, range?.max ?? null].filter((bound) => bound !== null);
  const finest = [...mentioned, ...bounds].reduce((most, text) => Math.max(most, scaleOf(text)), digits ?? 0);
  // One digit more, so that the middle between two numbers is a whole number of units.
  const scale = digits === null ? finest + 1 : finest;
  const read = (text: string): bigint => scaled(text, scale);
  return {
    read,
    write: (units) => fromScaled(units, scale),
    step: digits === null ? null : 10n ** BigInt(scale - digits),
    min: range?.min == null ? null : read(range.min),
    max: range?.max == null ? null : read(range.max),
  };
}

const DAY = 86_400_000;
const LAST_DAY = 8.64e15;

/** Days, and milliseconds of moments and of durations. */
const TIME_UNITS: Readonly<Record<string, Pick<Units, 'read' | 'write'>>> = {
  date: {
    read: (text) => BigInt(Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY)),
    write: (units) => momentText(Number(units) * DAY).slice(0, 10),
  },
  timestamp: { read: (text) => BigInt(Date.parse(text)), write: (units) => momentText(Number(units)) },
  duration: { read: (text) => BigInt(durationMs(text)), write: durationText },
};

function momentText(ms: number): string {
  return new Date(Math.max(-LAST_DAY, Math.min(LAST_DAY, ms))).toISOString();
}

/** Whether a text is written as values of an ordered type of time are. */
export function isTimeText(name: string, text: string): boolean {
  return name === 'date' ? isDate(text) : name === 'timestamp' ? isTimestamp(text) : isDuration(text);
}

const PARTS = [604_800_000, DAY, 3_600_000, 60_000, 1000];

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds. */
function durationMs(text: string): number {
  const match = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  const total = PARTS.reduce((sum, size, i) => sum + Number(match?.[i + 2] ?? 0) * size, 0);
  return Math.round(match?.[1] === undefined ? total : -total);
}

function durationText(units: bigint): string {
  const ms = units < 0n ? -units : units;
  const [hours, minutes, seconds] = [ms / 3_600_000n, (ms / 60_000n) % 60n, fromScaled(ms % 60_000n, 3)];
  const parts = [
    hours > 0n ? `${hours}H` : '',
    minutes > 0n ? `${minutes}M` : '',
    seconds === '0' ? '' : `${seconds}S`,
  ];
  return `${units < 0n ? '-' : ''}PT${parts.join('') || '0S'}`;
}
