/** A request that createQuote accepts. */
export const createQuoteExample = {
  amount: '100.00',
  months: 84,
  monthly_income: '3.00',
};
