/** What tells data of real people from made-up data: valid check digits, and domains that are not reserved for examples. */

const MULTIPLY: readonly string[] = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTE: readonly string[] = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Whether a text is a 12-digit Indian identity number with a valid check digit (Verhoeff). It never starts with 0 or 1. */
export function isAadhaar(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!/^[2-9]\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    check = Number(MULTIPLY[check]?.[Number(PERMUTE[i % 8]?.[digit])]);
  }
  return check === 0;
}

/** Account numbers that standards and banks publish as examples. */
const EXAMPLE_IBANS: ReadonlySet<string> = new Set([
  'GB82WEST12345698765432',
  'GB29NWBK60161331926819',
  'DE89370400440532013000',
  'FR1420041010050500013M02606',
  'CH9300762011623852957',
  'NL91ABNA0417164300',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
]);

/** Whether a text is an account number with valid check digits (ISO 13616) that is not published as an example. */
export function isIban(text: string): boolean {
  const compact = text.replace(/ /g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact) || EXAMPLE_IBANS.has(compact)) return false;
  let rest = 0;
  for (const letter of compact.slice(4) + compact.slice(0, 4)) {
    const value = /\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 55;
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

/** Whether a text is a mail address outside the domains that RFC 2606 and RFC 6761 reserve for examples and tests. */
export function isRealMailAddress(text: string): boolean {
  if (text.length > 254 || !/^[^\s@<>]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/.test(text)) return false;
  return !/(^|[@.])(example\.(com|net|org)|[a-z0-9-]*\.?(test|example|invalid|localhost|local))$/i.test(text);
}
