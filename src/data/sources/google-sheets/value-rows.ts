// The rows of `{"range":"...","majorDimension":"ROWS","values":[[...],[...]]}`, however many, as they arrive.
import { JSONParser } from '@streamparser/json'
import { NotJson } from '../ask.ts'

/** Groups of rows, each a list of values; trailing empty cells are absent. Throws `NotJson`. */
export async function* readValueRows(body: AsyncIterable<Uint8Array>): AsyncGenerator<unknown[][]> {
  let rows: unknown[][] = []
  const parser = new JSONParser({ paths: ['$.values.*'], keepStack: false })
  parser.onValue = ({ value }) => {
    if (!Array.isArray(value)) throw new NotJson()
    rows.push(value)
  }
  parser.onError = () => {
    throw new NotJson()
  }
  for await (const part of body) {
    parser.write(part)
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
  if (!parser.isEnded) throw new NotJson()
}
