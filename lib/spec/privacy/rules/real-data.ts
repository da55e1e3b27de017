import { isLiveCardNumber } from '../../compliance/card-data.ts';
import { textsOf } from '../../compliance/scenario-texts.ts';
import type { PrivacyRule } from '../findings.ts';
import { isAadhaar, isIban, isRealMailAddress } from '../real-looking.ts';

/** DAT6536: an example holds data that could be that of a real person. */
export const realData: PrivacyRule = ({ model }, reporter) => {
  for (const scenario of model.scenarios) {
    const what = textsOf(scenario)
      .map(kindOf)
      .find((kind) => kind !== null);
    if (what !== undefined && what !== null) reporter.report('DAT6536', scenario.span, { name: scenario.name, what });
  }
};

function kindOf(text: string): string | null {
  if (isLiveCardNumber(text)) return 'a card number with a valid check digit';
  if (isAadhaar(text)) return 'an Aadhaar number with a valid check digit';
  if (isIban(text)) return 'an IBAN with valid check digits';
  return isRealMailAddress(text) ? 'a mail address at a domain that is not reserved for examples' : null;
}
