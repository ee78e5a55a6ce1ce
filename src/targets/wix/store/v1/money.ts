// Prices. Catalog V1 keeps the price before a discount and the discount; a row has the price and what it was before.
import type { StoreProductV1 } from '../../../../wix/index.ts'
import type { StorePayload } from '../catalog.ts'

type Prices = Pick<NonNullable<StorePayload['product']>, 'price' | 'compareAtPrice'>

/** What is sent: 8 instead of 10 is a price of 10 with 2 off. Without a price before, a discount of the owner stays. */
export function toV1Price({ price, compareAtPrice }: Prices): Pick<StoreProductV1, 'priceData' | 'discount'> {
  if (!price) return {}
  if (compareAtPrice === undefined) return { priceData: { price: amount(price) } }
  const before = priceBefore(price, compareAtPrice)
  if (before === null) return { priceData: { price: amount(price) }, discount: { type: 'NONE', value: 0 } }
  return {
    priceData: { price: before },
    discount: { type: 'AMOUNT', value: rounded(before - amount(price)) },
  }
}

/**
 * Where the template has a price before, what a customer pays and that price are compared; otherwise Wix's price
 * before discounts, so that a sale of the owner is no edit of ours.
 */
export function priceFields({ price, compareAtPrice }: Prices): Record<string, string> {
  if (!price) return {}
  if (compareAtPrice === undefined) return { price: String(amount(price)) }
  return {
    sale_price: String(amount(price)),
    compare_at_price: String(priceBefore(price, compareAtPrice) ?? ''),
  }
}

/** The names that `priceFields` uses. */
export const priceFieldNames = ['price', 'sale_price', 'compare_at_price']

export function remotePriceFields({ priceData, discount }: StoreProductV1): Record<string, string> {
  const price = rounded(priceData?.price ?? 0)
  const paid = rounded(priceData?.discountedPrice ?? discounted(price, discount))
  return {
    price: String(price),
    sale_price: String(paid),
    compare_at_price: paid < price ? String(price) : '',
  }
}

/** The price before the discount, as a number of the request. */
export function listPrice(prices: Prices): number | undefined {
  return toV1Price(prices).priceData?.price ?? undefined
}

function priceBefore(price: string, compareAtPrice: string): number | null {
  return compareAtPrice !== '' && amount(compareAtPrice) > amount(price) ? amount(compareAtPrice) : null
}

function discounted(price: number, discount: StoreProductV1['discount']): number {
  const value = discount?.value ?? 0
  if (discount?.type === 'AMOUNT') return price - value
  return discount?.type === 'PERCENT' ? (price * (100 - value)) / 100 : price
}

function amount(text: string): number {
  return rounded(Number(text))
}

/** Differences of decimals are not exact in binary. */
function rounded(number: number): number {
  return Math.round(number * 1000) / 1000
}
