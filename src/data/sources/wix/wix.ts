// What stands on a connected Wix site already, as rows to enrich: items of a collection, posts of the blog.
import { type WixConfig, wixConfigSchema } from '../../../api/sources/wix.ts'
import { toRowsFile } from '../../formats/rows/write.ts'
import type { Source } from '../source.ts'
import { readBlog } from './blog.ts'
import { readCollection } from './collection.ts'
import { refusalOf } from './refusals.ts'

export const wix: Source<WixConfig> = {
  id: 'wix',
  words: { name: 'Wix site', hint: 'A collection of the CMS or the blog of a connected site.' },
  config: wixConfigSchema,
  // Those of the connection are used.
  secrets: [],
  title: ({ what, collection }) => (what === 'blog' ? 'Wix blog' : `Wix collection ${collection}`),
  secretsAreFor: () => 'Wix',
  async fetch(config, _secrets, context) {
    const client = await context.wix(config.connectionId)
    try {
      const found =
        config.what === 'blog'
          ? await readBlog(client, context.signal)
          : await readCollection(client, config.collection, context.signal)
      await context.save(toRowsFile(found.table))
      return { state: 'fetched', fileName: found.name, version: null }
    } catch (error) {
      throw refusalOf(error, config)
    }
  },
}
