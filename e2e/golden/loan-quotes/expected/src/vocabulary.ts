import type { Decimal } from './platform/decimal.ts';

export type Money = Decimal;

export type Rate = Decimal;

export type Grade = 'prime' | 'standard' | 'declined';
