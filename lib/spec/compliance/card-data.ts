import type { FoundField } from '../privacy/fields-of.ts';

const NUMBER = /(^|_)(card_?(number|num|no|pan)|primary_account_number|credit_?card|debit_?card)$/;
const VERIFICATION =
  /(^|_)(cvv2?|cvc2?|cvn2?|cav2?|csc|card_?(verification|security)_?(code|value|number)?|security_code)$/;
const PIN = /(^|_)(pin|card_?pin|atm_?pin|pin_?block)$/;
const TRACK = /(^|_)(track_?[12]?(_?data)?|mag_?stripe(_?data)?|full_track)$/;

/** In every name that the others find; most names of a specification are dismissed by it. */
const MAYBE = /card|cv[cnv]|cav|csc|security_?code|pin|track|stripe|account|pan/i;

/** What a field holds of a payment card, by its name and type; null: nothing. */
export type CardPart = 'number' | 'verification code' | 'PIN' | 'track data' | null;

/** What a field holds of a payment card. The Indian tax number, also called PAN, has letters; a postal PIN has six digits. */
export function cardPartOf(field: FoundField): CardPart {
  if (!MAYBE.test(field.name) && (field.typeName === null || !MAYBE.test(field.typeName))) return null;
  const names = [field.name, field.typeName ?? ''].map(toSnake);
  const says = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (!holdsDigits(field)) return null;
  if (says(VERIFICATION)) return 'verification code';
  if (says(TRACK)) return 'track data';
  if (says(PIN) && !isPostal(field)) return 'PIN';
  if (says(NUMBER) || (says(/(^|_)pan$/) && takesCardNumber(field))) return 'number';
  return null;
}

function toSnake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Texts and numbers; a truth value or a day is no card data whatever its name. */
function holdsDigits({ core }: FoundField): boolean {
  return core.kind === 'scalar' && ['string', 'int', 'long', 'decimal', 'json', 'password'].includes(core.name);
}

function isPostal({ core }: FoundField): boolean {
  return core.kind === 'scalar' && (core.pattern?.includes('{5}') === true || core.pattern?.includes('{6}') === true);
}

/** Whether the pattern has digits only and the length of a card number: `^[0-9]{16}$`, `^\d{13,19}$`. */
function takesCardNumber({ core }: FoundField): boolean {
  if (core.kind !== 'scalar' || core.pattern === null || /[A-Za-z]/.test(core.pattern.replace(/\\d/g, '')))
    return false;
  const counts = [...core.pattern.matchAll(/\{(\d{1,2})(?:,(\d{1,2}))?\}/g)].map((match) =>
    Number(match[2] ?? match[1]),
  );
  const digits = counts.reduce((sum, count) => sum + count, 0);
  return digits >= 13 && digits <= 19;
}

/** Numbers that card networks and processors publish for tests. */
const TEST_NUMBERS: ReadonlySet<string> = new Set([
  '4111111111111111',
  '4242424242424242',
  '4012888888881881',
  '4222222222222',
  '5555555555554444',
  '5105105105105100',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '3530111333300000',
  '3566002020360505',
  '30569309025904',
  '38520000023237',
  '6521111111111117',
]);

/** Whether a text is a card number that could be a live one: 13 to 19 digits, a network's first digit, Luhn's check digit. */
export function isLiveCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!/^[2-6]\d{12,18}$/.test(digits) || TEST_NUMBERS.has(digits) || /^(\d)\1+$/.test(digits)) return false;
  return luhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
