// Records of a table of Airtable, by its web API. https://airtable.com/developers/web/api/list-records
import {
  type AirtableConfig,
  type AirtablePlace,
  airtableConfigSchema,
  airtablePlace,
} from '../../../api/sources/airtable.ts'
import { toRowsFile } from '../../formats/rows/write.ts'
import { type Answer, ask, type Service } from '../ask.ts'
import { createPace } from '../pace.ts'
import type { Fetched, Secrets, Source, SourceContext } from '../source.ts'
import { ListExpired, readRecords } from './records.ts'
import { errorType, refusalOf } from './refusals.ts'
import { readSchema } from './schema.ts'

export const airtable: Source<AirtableConfig> = {
  id: 'airtable',
  words: { name: 'Airtable', hint: 'A table of a base, or what one of its views shows.' },
  config: airtableConfigSchema,
  secrets: [
    {
      name: 'token',
      label: 'Personal access token',
      help: 'From https://airtable.com/create/tokens, with data.records:read, better with schema.bases:read too, and access to the base.',
      isRequired: true,
    },
  ],
  title(config) {
    const { base, table, view } = placeOf(config)
    return [`Airtable ${base}`, table, ...(view === '' ? [] : [view])].join(' / ')
  },
  secretsAreFor: () => 'Airtable',
  fetch: fetchAirtable,
}

/** 5 requests a second for each base; https://airtable.com/developers/web/api/rate-limits */
const turn = createPace(210)
const afterTooManyMs = 30_000
/** Reading from the beginning again costs a call for each hundred records. */
const mostStarts = 3

async function fetchAirtable(
  config: AirtableConfig,
  secrets: Secrets,
  context: SourceContext,
): Promise<Fetched> {
  const place = placeOf(config)
  const service: Service = {
    name: 'Airtable',
    pace: { turn, key: place.base },
    tooManyMs: afterTooManyMs,
    isFinal: (answer) => /BILLING/.test(errorType(answer)),
  }
  const headers = { authorization: `Bearer ${(secrets['token'] ?? '').trim()}` }
  const root = context.addresses['AIRTABLE_API_URL']!
  const get = (path: string): Promise<Answer> => ask(context, service, { url: `${root}${path}`, headers })
  const schema = await readSchema(place, get)
  for (let starts = 1; ; starts++) {
    try {
      await context.save(toRowsFile(readRecords({ place, schema, files: config.files, get })))
      return { state: 'fetched', fileName: schema?.tableName ?? place.table, version: null }
    } catch (error) {
      if (!(error instanceof ListExpired)) throw error
      if (starts >= mostStarts) throw refusalOf(error.answer, place)
    }
  }
}

/** A config that passed its schema names a table. */
function placeOf(config: AirtableConfig): AirtablePlace {
  const place = airtablePlace(config)
  if (typeof place === 'string')
    throw new RangeError(`An Airtable source was stored without a table: ${place}.`)
  return place
}
