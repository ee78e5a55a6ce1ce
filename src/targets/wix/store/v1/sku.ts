// SKUs that were made from a page's seed because the template gives none. Pure.

/**
 * Such a SKU only makes a product of ours findable. It is never compared, and no product that a row takes over gets
 * one in place of its owner's.
 */
export function isGeneratedSku(sku: string): boolean {
  return /^seo-[0-9a-f]{16}$/.test(sku)
}
