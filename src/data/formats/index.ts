// Every format there is. A new one is a folder and a line here.
import { csv } from './csv/csv.ts'
import { readHead } from './file-head.ts'
import type { Format } from './format.ts'
import { json } from './json/json.ts'
import { ods } from './ods/ods.ts'
import { rows } from './rows/rows.ts'
import { xlsx } from './xlsx/xlsx.ts'
import { xml } from './xml/xml.ts'

const formats: readonly Format[] = [
  rows as Format,
  ods as Format,
  xlsx as Format,
  json as Format,
  xml as Format,
  csv as Format,
]

/** The format with this id; the ids are kept in the database, so one that is not there is our own mistake. */
export function formatById(id: string): Format {
  const format = formats.find((one) => one.id === id)
  if (!format) throw new RangeError(`There is no format "${id}".`)
  return format
}

/** The format of this file, by its first bytes. What nobody reads, CSV refuses by the name of what it is. */
export async function recogniseFile(path: string): Promise<Format> {
  const head = await readHead(path)
  return formats.find((one) => one.accepts(head)) ?? formatById(csv.id)
}
