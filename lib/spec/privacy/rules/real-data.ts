import { isLiveCardNumber } from '../../compliance/card-data.ts';
import { exampleTexts } from '../../compliance/example-texts.ts';
import type { PrivacyRule } from '../findings.ts';
import { isAadhaar, isIban, isRealMailAddress } from '../real-looking.ts';

/** DAT6536: an example holds data that could be that of a real person. */
export const realData: PrivacyRule = ({ model }, reporter) => {
  for (const { name, span, texts } of exampleTexts(model)) {
    const what = texts.map(kindOf).find((kind) => kind !== null) ?? null;
    if (what !== null) reporter.report('DAT6536', span, { name, what });
  }
};

function kindOf(text: string): string | null {
  if (isLiveCardNumber(text)) return 'a card number with a valid check digit';
  if (isAadhaar(text)) return 'an Aadhaar number with a valid check digit';
  if (isIban(text)) return 'an IBAN with valid check digits';
  return isRealMailAddress(text) ? 'a mail address at a domain that is not reserved for examples' : null;
}
