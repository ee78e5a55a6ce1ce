// XML with an element that repeats: RSS and Atom feeds, sitemaps, exports of shops and databases.
import { recordSettingsSchema } from '../../../api/import-settings.ts'
import type { Format } from '../format.ts'
import {
  defaultRecordConfig,
  type RecordConfig,
  type RecordSettings,
  recordPlace,
} from '../records/config.ts'
import { decideXml } from './decide.ts'
import { isXml } from './kind.ts'
import { readXml } from './read.ts'

export const xml: Format<RecordConfig, RecordSettings> = {
  id: 'xml',
  words: { name: 'XML file', whole: 'list', place: recordPlace },
  config: recordSettingsSchema,
  defaultConfig: defaultRecordConfig,
  accepts: isXml,
  decide: decideXml,
  pin: (config, { path }) => ({ ...config, path }),
  read: (settings, file, signal) => readXml(file, settings, signal),
}
