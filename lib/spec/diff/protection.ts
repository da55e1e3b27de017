import type { Classification, Protection } from '../model.ts';
import { said } from './differ.ts';

export type ProtectionEffect =
  | 'classification-lowered'
  | 'classification-raised'
  | 'mask-weakened'
  | 'mask-strengthened'
  | 'mask-changed'
  | 'encryption-added'
  | 'encryption-removed';

/** From what may be shown to anybody to what must be shown to nobody. What is not classified is treated as public. */
const RANK: Readonly<Record<Classification, number>> = {
  public: 0,
  internal: 1,
  confidential: 2,
  pii: 3,
  sensitive: 4,
};

/** What became of the classification and of what remains visible in logs, audit and tasks. */
export function protectionChanges(before: Protection, after: Protection): { effect: ProtectionEffect; what: string }[] {
  return [...classificationChange(before, after), ...maskChange(before, after), ...encryptionChange(before, after)];
}

/** How values are stored: encrypted, or as a keyed hash. */
function encryptionChange(before: Protection, after: Protection): { effect: ProtectionEffect; what: string }[] {
  const say = ({ encrypt, hash }: Protection): string =>
    [encrypt && 'encrypted', hash && 'hashed'].filter(Boolean).join(', ');
  const [old, now] = [say(before), say(after)];
  if (old === now) return [];
  const lost = (before.encrypt !== null && after.encrypt === null) || (before.hash !== null && after.hash === null);
  return [
    {
      effect: lost ? 'encryption-removed' : 'encryption-added',
      what: `stored ${old || 'as it is'} → ${now || 'as it is'}`,
    },
  ];
}

function classificationChange(before: Protection, after: Protection): { effect: ProtectionEffect; what: string }[] {
  if (before.classification === after.classification) return [];
  const rank = ({ classification }: Protection): number => (classification === null ? 0 : RANK[classification]);
  const say = ({ classification }: Protection): string => (classification === null ? 'none' : said(classification));
  const effect = rank(after) < rank(before) ? 'classification-lowered' : 'classification-raised';
  return [{ effect, what: `classification ${say(before)} → ${say(after)}` }];
}

function maskChange(before: Protection, after: Protection): { effect: ProtectionEffect; what: string }[] {
  const [old, now] = [visible(before), visible(after)];
  // A mask that comes or goes with the classification is said there.
  if (before.mask === after.mask || old === now) return [];
  const effect =
    now === 'all' || (old === 'nothing' && now !== 'nothing')
      ? 'mask-weakened'
      : old === 'all' || now === 'nothing'
        ? 'mask-strengthened'
        : 'mask-changed';
  return [{ effect, what: `mask ${sayMask(before)} → ${sayMask(after)}` }];
}

function sayMask(protection: Protection): string {
  if (protection.mask !== null) return said(protection.mask);
  return visible(protection) === 'nothing' ? '`omit`, by the classification' : 'none';
}

/** What remains visible. Unless a mask is named, what is confidential, personal or sensitive is left out. */
function visible({ classification, mask }: Protection): string {
  if (mask !== null) return mask === 'omit' ? 'nothing' : mask;
  return classification !== null && RANK[classification] >= RANK.confidential ? 'nothing' : 'all';
}
