/** A request that createQuote accepts. */
export const createQuoteExample = {
  amount: '100.00',
  months: 6,
  monthly_income: '1.00',
};
