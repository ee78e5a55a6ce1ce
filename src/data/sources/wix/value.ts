// A value of a CMS field as a text. Pure.
import { type RicosDocument, RicosLimitError, ricosToHtml } from '../../../ricos/index.ts'
import { isJsonObject, type JsonObject, readDataDate } from '../../../wix/index.ts'

const between = ', '

export function wixText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return withAddress(value)
  if (Array.isArray(value)) {
    return value
      .map(wixText)
      .filter((text) => text !== '')
      .join(between)
  }
  return isJsonObject(value) ? textOfObject(value) : String(value)
}

/** A picture of the site by its web address, which pages of any kind can show. */
export function withAddress(text: string): string {
  const file = /^wix:image:\/\/v1\/([^/?#]+)/.exec(text)?.[1]
  return file === undefined ? text : `https://static.wixstatic.com/media/${file}`
}

function textOfObject(value: JsonObject): string {
  const date = readDataDate(value)
  if (date) return date.toISOString()
  // Rich content: https://dev.wix.com/docs/ricos
  if (Array.isArray(value['nodes'])) return htmlOf(value as unknown as RicosDocument) ?? JSON.stringify(value)
  // A place on a map, an entry of a gallery, an item that a reference leads to.
  for (const name of ['formatted', 'src', 'url', '_id'])
    if (typeof value[name] === 'string') return withAddress(value[name])
  return JSON.stringify(value)
}

function htmlOf(document: RicosDocument): string | null {
  try {
    return ricosToHtml(document)
  } catch (error) {
    if (error instanceof RicosLimitError || error instanceof TypeError) return null
    throw error
  }
}
