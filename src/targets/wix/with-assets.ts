// Wix drops ids it does not know without a word, so a page never leaves before all that it names has one.
import type { AssetNeed, ItemOutcome } from '../target.ts'

/**
 * Sends the pages that lack nothing; one outcome for each page, in their order. Pictures are no lack: a page goes
 * without them where the connection may not import them.
 * @param missingOf the names of a page that have no id
 * @param words what is reported of the first of them
 */
export async function withAssets<Item extends { rowKey: string }>(
  items: Item[],
  missingOf: (item: Item) => AssetNeed[],
  words: (missing: AssetNeed) => string,
  send: (ready: Item[]) => Promise<ItemOutcome[]>,
): Promise<ItemOutcome[]> {
  const refused = new Map<string, ItemOutcome>()
  for (const item of items) {
    const { rowKey } = item
    const [missing] = missingOf(item)
    if (!missing) continue
    const problem = { code: 'asset_missing', severity: 'error' as const, message: words(missing) }
    refused.set(rowKey, { rowKey, kind: 'rejected', problem, requestId: null })
  }
  const sent = await send(items.filter(({ rowKey }) => !refused.has(rowKey)))
  const outcomes = new Map(sent.map((outcome) => [outcome.rowKey, outcome]))
  return items.map(({ rowKey }) => refused.get(rowKey) ?? outcomes.get(rowKey)!)
}
