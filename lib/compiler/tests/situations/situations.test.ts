import { describe, expect, test } from 'vitest';
import { planOf } from '../../plan.ts';
import { goldenText, modelOf } from '../../testing/read-golden.ts';
import { situationsOf } from './chosen.ts';

/** What an operation of a service of the gallery is foretold to come to: in which situation, with which status and error. */
function told(service: string, name: string): [title: string | null, status: number, problem: string | null][] {
  const plan = planOf(modelOf(goldenText(service)));
  const operation = plan.operations.find(({ endpoint }) => endpoint.name === name);
  if (operation === undefined) throw new Error(`${service} has no operation ${name}`);
  return situationsOf(operation, plan).map(({ title, foretold: { status, problem } }) => [title, status, problem]);
}

describe('situations', () => {
  test('a row moves from the states that its lifecycle allows, and from no others', () => {
    expect(told('shop', 'ship')).toEqual([
      [null, 200, null],
      ['where there is no Order', 404, 'unknown_order'],
      ['where Order.status is placed', 409, 'conflict'],
      ['when it is asked again', 200, null],
    ]);
  });

  test('each condition of a request has a situation that breaks it alone', () => {
    expect(told('shop', 'placeOrder')).toEqual([
      [null, 201, null],
      ['where there is no Product', 422, 'empty_cart'],
      ['where there is no Coupon', 422, 'coupon_refused'],
      ['where there is no CartLine', 422, 'empty_cart'],
      ['where Product.price is 12.34', 201, null],
      ['where Product.price is 0.01', 201, null],
      ['where Product.stock is 0', 409, 'out_of_stock'],
      ['where Coupon.valid_until is 2001-01-01', 422, 'coupon_refused'],
      ['where Coupon.uses_left is 0', 422, 'coupon_refused'],
      ['where CartLine.customer is callez', 422, 'empty_cart'],
      ['where CartLine.quantity is 13', 409, 'out_of_stock'],
      ['without coupon', 201, null],
      ['when gateway.charge refuses', 402, 'payment_refused'],
      ['when gateway.charge answers accepted false', 402, 'payment_refused'],
      ['when it is asked again', 422, 'empty_cart'],
    ]);
  });

  test('what is stored afterwards follows from the steps', () => {
    const plan = planOf(modelOf(goldenText('shop')));
    const operation = plan.operations.find(({ endpoint }) => endpoint.name === 'placeOrder');
    const [usual] = operation === undefined ? [] : situationsOf(operation, plan);
    const one = { number: { units: 0n, scale: 0 } };
    expect(usual?.foretold.rows.get('Product')?.map((row) => row.get('stock'))).toMatchObject([one]);
    expect(usual?.foretold.rows.get('CartLine')).toEqual([]);
    expect(usual?.foretold.rows.get('Order')).toHaveLength(1);
    expect(usual?.foretold.events.map(({ name }) => name)).toEqual(['OrderPlaced']);
    expect(usual?.foretold.calls).toEqual(['gateway.charge']);
  });

  test('what people answer leads on, and nobody else is asked', () => {
    const all = told('insurance-claims', 'reportClaim');
    expect(all.find(([title]) => title === null)).toEqual([null, 202, null]);
    expect(all.filter(([title]) => title?.startsWith('with kind theft'))).toEqual([
      ['with kind theft', 202, null],
      ['with kind theft and when people answer', 201, null],
      ['with kind theft and when people answer, assessment with approve false', 201, null],
      ['with kind theft and when people answer, second with approve false', 201, null],
    ]);
  });

  test('nothing is foretold of what only running it can tell', () => {
    expect(told('article-platform', 'signIn')).toEqual([]);
    expect(told('kyc-brief', 'verifyKyc')).toEqual([]);
  });
});
