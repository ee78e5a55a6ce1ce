// The id of an item, chosen by us: what makes a create that is sent twice make one thing.
import { createHash } from 'node:crypto'

/**
 * The same forever for one row of one project; 44 characters of `[a-z0-9-]`. Wix refuses a second item with it
 * (`WDE0074`). https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-insert-data-items
 */
export function itemIdOf(seed: string): string {
  return `seo-${createHash('sha256').update(seed).digest('hex').slice(0, 40)}`
}
