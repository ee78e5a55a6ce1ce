// The records of a table, page by page, as rows.
import { z } from 'zod'
import type { AirtablePlace } from '../../../api/sources/airtable.ts'
import type { SourceRow } from '../../formats/format.ts'
import type { RowsTable } from '../../formats/rows/write.ts'
import { SourceError } from '../../source-error.ts'
import type { Answer } from '../ask.ts'
import { freeName } from '../names.ts'
import { airtableText } from './cell.ts'
import { isExpired, refusalOf } from './refusals.ts'
import type { TableSchema } from './schema.ts'

const pageAnswer = z.object({
  records: z.array(z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()).default({}) })),
  offset: z.string().optional(),
})
type AirtableRecord = z.infer<typeof pageAnswer>['records'][number]

/** The list is no longer kept; it has to be read from the beginning. */
export class ListExpired extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super('The list of records is no longer kept.')
    this.name = 'ListExpired'
    this.answer = answer
  }
}

interface Records {
  place: AirtablePlace
  schema: TableSchema | null
  files: 'address' | 'name'
  get(path: string): Promise<Answer>
}

/** The id of a record is its first cell and proposed as the key. `rows` throws `ListExpired`. */
export function readRecords({ place, schema, files, get }: Records): RowsTable {
  const fields = schema?.fields ?? []
  const key = freeName(
    'Record ID',
    fields.map(({ name }) => name),
  )
  // Fields without a value are absent, so those that no schema names come up on the way.
  const columns = [key, ...fields.map(({ name }) => name)]
  const places = new Map(fields.map(({ name }, index) => [name, index + 1]))
  // What is not ticked is absent as well.
  const ticks = fields.filter(({ type }) => type === 'checkbox').map(({ name }) => places.get(name)!)
  const errors = new Map<string, number>()

  function toCells({ id, fields: values }: AirtableRecord): string[] {
    const cells = columns.map((_, index) => (index === 0 ? id : ''))
    for (const at of ticks) cells[at] = 'false'
    for (const [name, value] of Object.entries(values)) {
      const onError = () => errors.set(name, (errors.get(name) ?? 0) + 1)
      cells[placeOf(name)] = airtableText(value, { files, onError })
    }
    return cells
  }
  function placeOf(name: string): number {
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, columns.length)
    return columns.push(name) - 1
  }
  async function* rows(): AsyncGenerator<SourceRow[]> {
    let line = 1
    for await (const records of pages(place, get))
      yield records.map((record) => ({ line: line++, cells: toCells(record) }))
  }
  return {
    place: ['record', 'records'],
    key,
    columns,
    rows: rows(),
    notes: () => [...(schema ? [] : [withoutSchema]), ...[...errors].map(tellErrors)],
  }
}

async function* pages(
  place: AirtablePlace,
  get: (path: string) => Promise<Answer>,
): AsyncGenerator<AirtableRecord[]> {
  const query = new URLSearchParams({ pageSize: '100', ...(place.view !== '' && { view: place.view }) })
  for (;;) {
    const answer = await get(
      `/v0/${encodeURIComponent(place.base)}/${encodeURIComponent(place.table)}?${query}`,
    )
    if (query.has('offset') && isExpired(answer)) throw new ListExpired(answer)
    if (answer.status !== 200) throw refusalOf(answer, place)
    const page = pageAnswer.safeParse(answer.body)
    if (!page.success) throw unknownShape()
    yield page.data.records
    const { offset } = page.data
    if (offset === undefined) return
    if (offset === query.get('offset')) throw unknownShape()
    query.set('offset', offset)
  }
}

const withoutSchema =
  'The token may not read which fields the table has (schema.bases:read), so a field that is empty in every record is no column.'

function tellErrors([name, count]: [string, number]): string {
  return `${count} ${count === 1 ? 'cell' : 'cells'} of "${name}" hold an error of a formula and are empty here.`
}

function unknownShape(): SourceError {
  return new SourceError(
    'source_answer',
    'Airtable answered with something that is no list of records. Nothing was changed; if it stays so, this program has to learn what changed there.',
  )
}
