// Variants and stock of a V3 product.

import { applicationError, parseFailure, validationError } from '../errors.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { ruleViolation } from './catalog.ts'
import type { ProductRecord } from './types.ts'

const amountPattern = /^\d{1,9}(\.\d{1,3})?$/

interface Given {
  variants: Obj[]
  options: Obj[]
  productType: unknown
  /** Variants of the product as it is; empty on creation. */
  before: Obj[]
}

/** Checks the variants of a product and gives new ones an id. */
export function storedVariants(call: Call, { variants, options, productType, before }: Given): Obj[] {
  if (variants.length === 0) throw required('product.variantsInfo.variants')
  if (options.length === 0 && variants.length > 1)
    throw applicationError(
      428,
      'VARIANTS_ARE_NOT_ALIGNED_WITH_PRODUCT',
      'A product without options has one variant',
    )
  if (before.length > 0 && options.length === 0 && !variants[0]!['id'])
    throw required('product.variantsInfo.variants[0].id')
  return variants.map((variant, i) => {
    const field = `product.variantsInfo.variants[${i}]`
    if (productType === 'PHYSICAL' && before.length === 0 && !variant['physicalProperties'])
      throw ruleViolation(field, 'VARIANTS_TYPED_PROPERTIES_ARE_NOT_ALIGNED', 'needs physicalProperties')
    const choices = (variant['choices'] ?? []) as Obj[]
    if (choices.length !== options.length)
      throw applicationError(
        428,
        'MISSING_VARIANT_OPTION_CHOICE',
        `${field} must have a choice for every option`,
      )
    const id = variant['id']
    const known = before.find((entry) => entry['id'] === id)
    if (id !== undefined && !known)
      throw before.length === 0
        ? ruleViolation(`${field}.id`, 'ID_NOT_ALLOWED_IN_REQUEST', 'is not allowed')
        : applicationError(404, 'VARIANT_NOT_FOUND', `There is no variant ${String(id)}`)
    const { inventoryItem: _, inventoryStatus: __, ...rest } = variant
    checkSku(call, rest['sku'], String(known?.['id'] ?? ''))
    return {
      ...known,
      ...rest,
      id: known?.['id'] ?? call.newId(),
      visible: variant['visible'] ?? known?.['visible'] ?? true,
      choices,
      price: checkedPrice(variant['price'], field),
    }
  })
}

function checkedPrice(given: unknown, field: string): Obj {
  const price = (given ?? {}) as Obj
  const actual = amountOf(price['actualPrice'], `${field}.price.actualPrice`)
  if (actual === undefined) throw required(`${field}.price.actualPrice.amount`)
  const compareAt = amountOf(price['compareAtPrice'], `${field}.price.compareAtPrice`)
  if (compareAt !== undefined && compareAt <= actual)
    throw applicationError(
      400,
      'COMPARE_AT_PRICE_LOWER_THAN_ACTUAL_PRICE',
      'compareAtPrice must be greater than actualPrice',
    )
  return price
}

function amountOf(money: unknown, field: string): number | undefined {
  if (money === undefined || money === null) return undefined
  if (typeof money !== 'object') throw parseFailure(`${field}: Expected an object`)
  const amount = (money as Obj)['amount']
  if (amount === undefined || amount === null) return undefined
  if (typeof amount !== 'string' || !amountPattern.test(amount))
    throw validationError([
      {
        field: `${field}.amount`,
        description: `is not a valid amount: ${String(amount)}`,
        violatedRule: 'FORMAT',
      },
    ])
  return Number(amount)
}

function checkSku(call: Call, sku: unknown, ownId: string): void {
  if (typeof sku !== 'string' || call.site.switches.duplicateSku === 'allow') return
  const isTaken = call.store
    .all('product', call.site.id)
    .some((product) => variantsOf(product.product).some((v) => v['sku'] === sku && v['id'] !== ownId))
  if (isTaken) throw applicationError(409, 'SKU_ALREADY_EXIST_ERROR', `The SKU ${sku} already exists`)
}

/** Stock that a creation with inventory gives, by variant; without it a physical product is out of stock. */
export function stockOf(variants: Obj[], given: Obj[]): ProductRecord['inventory'] {
  return Object.fromEntries(
    variants.flatMap((variant, i) => {
      const item = given[i]?.['inventoryItem'] as Obj | undefined
      return item ? [[String(variant['id']), stock(item)]] : []
    }),
  )
}

export function stock(item: Obj): { quantity?: number; inStock: boolean } {
  const quantity = item['quantity']
  if (typeof quantity === 'number') return { quantity, inStock: quantity > 0 }
  return { inStock: item['inStock'] === true }
}

export function variantsOf(product: Obj): Obj[] {
  return (((product['variantsInfo'] as Obj | undefined)?.['variants'] as Obj[] | undefined) ?? []) as Obj[]
}

function required(field: string) {
  return validationError([{ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' }])
}
