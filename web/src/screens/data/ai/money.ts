/** "0.0021 USD", "12.40 USD": cents are too large for a few answers. */
export function money(amount: number, currency: string): string {
  const digits = amount === 0 || amount >= 1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(amount)))
  return `${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: digits })} ${currency}`
}

/** A cap that lets `amount` through, in figures that people write. */
export function roundUp(amount: number): number {
  if (amount === 0) return 0
  const unit = Math.min(0.01, 10 ** (Math.floor(Math.log10(amount)) - 1))
  // Binary fractions: 0.1 / 0.01 is a little more than 10.
  return Number((Math.ceil(Number((amount / unit).toPrecision(12))) * unit).toPrecision(12))
}
