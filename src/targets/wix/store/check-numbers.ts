// Prices, weight and stock before Wix sees them. Pure.

import type { Problem } from '../../../api/problem.ts'
import { shorten } from '../../../api/shorten.ts'
import { storeLimits } from '../../../wix/index.ts'
import { problem } from './row-error.ts'
import { readAmount, readStock } from './values.ts'

/** Types of the inventory of Catalog V3. */
const mostStock = 99_999

export function checkNumbers(fields: Record<string, string>): Problem[] {
  const text = (name: string) => (fields[name] ?? '').trim()
  return [
    ...checkMoney('price', text('price')),
    ...checkMoney('compare_at_price', text('compare_at_price')),
    ...checkBefore(text('price'), text('compare_at_price')),
    ...checkWeight(text('weight')),
    ...checkStock(text('stock')),
  ]
}

function checkMoney(field: string, text: string): Problem[] {
  if (text === '') return []
  const amount = readAmount(text)
  if (amount === null) {
    const message = `"${shorten(text, 40)}" is not a price. Write digits with a point for the decimals, such as 1234.50: no currency, no thousands, no minus.`
    return [problem('price_invalid', field, message)]
  }
  const decimals = amount.split('.')[1]?.length ?? 0
  if (decimals > storeLimits.price.decimals) {
    const message = `${amount} has ${decimals} decimals; Wix allows ${storeLimits.price.decimals}. Round it, for example with \`| round: 2\`.`
    return [problem('price_invalid', field, message)]
  }
  if (Number(amount) <= storeLimits.price.max) return []
  return [problem('price_invalid', field, `${amount} is more than Wix allows: ${storeLimits.price.max}.`)]
}

function checkBefore(price: string, before: string): Problem[] {
  const [now, then] = [readAmount(price), readAmount(before)]
  if (now === null || then === null || Number(then) > Number(now)) return []
  const message = `The price before (${then}) must be higher than the price (${now}): Wix refuses it otherwise. Leave it blank where there is no reduction.`
  return [problem('compare_at_price_low', 'compare_at_price', message)]
}

function checkWeight(text: string): Problem[] {
  if (text === '') return []
  const weight = readAmount(text)
  if (weight !== null && Number(weight) <= storeLimits.price.max) return []
  return [
    problem(
      'weight_invalid',
      'weight',
      `"${shorten(text, 40)}" is not a weight. Write a number such as 0.25.`,
    ),
  ]
}

function checkStock(text: string): Problem[] {
  const stock = readStock(text)
  if (text === '' || (stock && (!('quantity' in stock) || stock.quantity <= mostStock))) return []
  const message = `"${shorten(text, 40)}" is not a stock level. Write a whole number up to ${mostStock}, "in stock" or "out of stock".`
  return [problem('stock_invalid', 'stock', message)]
}
