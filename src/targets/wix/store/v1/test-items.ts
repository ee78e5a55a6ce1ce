// Payloads for the tests of this folder, as the destination makes them.
import type { OutgoingItem } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import { ownSku } from '../names.ts'
import type { StoreOptions } from '../options.ts'

export const options: StoreOptions = {
  mode: 'products',
  adopt: 'no',
  matchBy: 'slug',
  description: 'html',
  facts: { catalog: 'V1' },
}

type Given = Omit<Partial<StorePayload>, 'product'> & {
  product?: StorePayload['product']
  remoteId?: string
  changedFields?: string[]
}

/** The row `n`: "Chair n" for 10, at `chair-n`. */
export function itemOf(n: number, { product, remoteId, changedFields, ...given }: Given = {}) {
  const seed = `project:${n}`
  const payload: StorePayload = {
    catalog: 'V1',
    mode: 'products',
    name: `Chair ${n}`,
    slug: `chair-${n}`,
    sku: ownSku(seed),
    ...given,
    ...(given.mode !== 'sections' && {
      product: { price: '10', descriptionHtml: `<p>About chair ${n}</p>`, ...product },
    }),
  }
  const item: OutgoingItem<StorePayload> = {
    rowKey: `row-${n}`,
    seed,
    remoteId: remoteId ?? null,
    payload,
    visibility: null,
    changedFields: changedFields ?? [],
  }
  return item
}

export function itemsOf(count: number, given?: Given): OutgoingItem<StorePayload>[] {
  return Array.from({ length: count }, (_, n) => itemOf(n + 1, given))
}

export const sectionOf = (title: string, html: string) => ({ uniqueName: `ours ${title}`, title, html })
