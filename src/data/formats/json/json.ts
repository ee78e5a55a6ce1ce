// JSON with a list somewhere in it, JSON feeds, and NDJSON: one document a line.
import { recordSettingsSchema } from '../../../api/import-settings.ts'
import type { Format } from '../format.ts'
import {
  defaultRecordConfig,
  type RecordConfig,
  type RecordSettings,
  recordPlace,
} from '../records/config.ts'
import { decideJson } from './decide.ts'
import { readJson } from './read.ts'

/** An object with a name in it, or a list of objects or lists: rows of CSV begin otherwise. */
const beginning = /^(?:\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:)|\[\s*(?:[\]{[]|"(?:[^"\\]|\\.)*"\s*,?\s*\n))/

export const json: Format<RecordConfig, RecordSettings> = {
  id: 'json',
  words: { name: 'JSON file', whole: 'list', place: recordPlace },
  config: recordSettingsSchema,
  defaultConfig: defaultRecordConfig,
  accepts: (head) => beginning.test(textOf(head)),
  decide: decideJson,
  pin: (config, { path }) => ({ ...config, path }),
  read: (settings, file, signal) => readJson(file, settings, signal),
}

/** The first characters, for what they are in ASCII. */
function textOf(head: Buffer): string {
  const isWide = /^(?:fffe|feff)/.test(head.subarray(0, 2).toString('hex'))
  const bytes = isWide ? head.filter((byte) => byte !== 0).subarray(2) : head
  return bytes
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
}
