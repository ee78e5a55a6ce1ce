// Habits of Wix's answers that nothing promises, each told another way than the simulator does. They stand around the
// client's fetch: the simulator stays as it is, and what it says of itself changes.

type Json = Record<string, unknown>

/** One answer on its way to the client. */
interface Told {
  method: string
  path: string
  status: number
  body: unknown
}

interface Habit {
  name: string
  /** Changes `told.body` in place, or gives another answer. */
  tell(told: Told): Response | undefined
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object and list in it, deepest first; what people wrote (documents, items' data) only where told. */
function walk(value: unknown, visit: (one: Json, key: string) => void, key = ''): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit, key)
  else if (isObject(value)) {
    for (const [name, one] of Object.entries(value)) walk(one, visit, name)
    visit(value, key)
  }
}

const own = new Set(['richContent', 'description', 'data', 'document', 'seoData', 'plugins'])

/** Like `walk`, without what people wrote. */
function walkFrame(value: unknown, visit: (one: Json, key: string) => void, key = ''): void {
  if (own.has(key)) return
  if (Array.isArray(value)) for (const one of value) walkFrame(one, visit, key)
  else if (isObject(value)) {
    for (const [name, one] of Object.entries(value)) walkFrame(one, visit, name)
    visit(value, key)
  }
}

const datePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

function eachDate(body: unknown, change: (text: string) => string): void {
  walk(body, (one) => {
    for (const [key, value] of Object.entries(one))
      if (typeof value === 'string' && datePattern.test(value)) one[key] = change(value)
  })
}

const lists = [
  ...['results', 'draftPosts', 'posts', 'categories', 'tags', 'products', 'variants', 'inventoryItems'],
  ...['infoSections', 'dataItems', 'collections', 'files', 'members', 'redirects'],
]
const metadata = ['pagingMetadata', 'metaData', 'metadata', 'nextCursor']

function onListsOf(body: unknown, change: (list: unknown[]) => unknown[]): void {
  if (!isObject(body)) return
  for (const key of lists) if (Array.isArray(body[key])) body[key] = change(body[key])
  for (const part of Object.values(body))
    if (isObject(part) && Array.isArray(part['results'])) part['results'] = change(part['results'])
}

const isBulk = (body: unknown): body is Json => isObject(body) && Array.isArray(body['results'])

/** Together, since none hides another: a test that fails leaves them out one by one. */
export const habits: Record<'says more' | 'says less', Habit[]> = {
  'says more': [
    {
      name: 'fields nobody knows stand everywhere',
      tell({ body }) {
        walkFrame(body, (one) => {
          one['someNewField'] = { nested: [1, null, { deep: true }] }
        })
        return undefined
      },
    },
    {
      name: 'what is empty is null',
      tell({ body }) {
        walkFrame(body, (one) => {
          for (const [key, value] of Object.entries(one)) if (value === '') one[key] = null
          if ('itemMetadata' in one) {
            if (isObject(one['itemMetadata'])) one['itemMetadata']['error'] ??= null
            one['item'] ??= null
          }
          if ('title' in one || 'name' in one) {
            for (const key of ['excerpt', 'scheduledPublishDate', 'firstPublishedDate', 'language'])
              one[key] ??= null
            for (const key of ['brand', 'ribbon', 'discount', 'handle', 'media', 'seoData']) one[key] ??= null
          }
        })
        if (isObject(body)) for (const key of metadata) if (isObject(body[key])) body[key]['prev'] = null
        return undefined
      },
    },
    {
      name: 'lists come in another order',
      tell({ body, path }) {
        onListsOf(body, (list) => (/trash|numericId/.test(path) ? list : [...list].reverse()))
        return undefined
      },
    },
    {
      name: 'dates have microseconds in some answers and no fraction in others',
      tell({ method, body }) {
        eachDate(body, (text) =>
          method === 'GET' ? text.replace(/\.\d+Z$/, 'Z') : text.replace(/(\.\d{3})\d*Z$/, '$1000Z'),
        )
        return undefined
      },
    },
    {
      name: 'bulk answers say the id in the entity alone',
      tell({ body }) {
        const strip = (part: unknown) => {
          if (isBulk(part))
            for (const entry of part['results'] as Json[])
              if (isObject(entry['itemMetadata']) && (isObject(entry['item']) || isObject(entry['dataItem'])))
                delete entry['itemMetadata']['id']
        }
        strip(body)
        if (isObject(body)) for (const part of Object.values(body)) strip(part)
        return undefined
      },
    },
    {
      name: 'states that nobody knows',
      tell({ body }) {
        walkFrame(body, (one) => {
          if (one['status'] === 'UNPUBLISHED') one['status'] = 'SOMETHING_NEW'
          if ('availabilityStatus' in one) one['availabilityStatus'] = 'SOMETHING_NEW'
          if ('productType' in one && 'stock' in one) one['stock'] = { inventoryStatus: 'SOMETHING_NEW' }
          if ('inventory' in one && isObject(one['inventory']))
            one['inventory']['availabilityStatus'] = 'SOMETHING_NEW'
        })
        return undefined
      },
    },
    {
      name: 'tags of search come with all that Wix has for a tag',
      tell({ body }) {
        walk(body, (one) => {
          if (!Array.isArray(one['tags']) || !one['tags'].every((tag) => isObject(tag) && 'type' in tag))
            return
          one['tags'] = [...(one['tags'] as Json[])].map((tag) => ({
            meta: {},
            disabled: false,
            custom: false,
            children: '',
            ...tag,
          }))
        })
        return undefined
      },
    },
    {
      name: 'documents come back with all their defaults',
      tell({ body }) {
        const full = (document: unknown) => {
          if (!isObject(document) || !Array.isArray(document['nodes'])) return
          walk(document, (node) => {
            if (typeof node['type'] !== 'string' || !('nodes' in node || node['type'] === 'TEXT')) return
            if (node['type'] === 'TEXT') {
              node['nodes'] ??= []
              if (isObject(node['textData'])) node['textData']['decorations'] ??= []
            }
            if (node['type'] === 'PARAGRAPH')
              node['paragraphData'] = {
                textStyle: { textAlignment: 'AUTO' },
                indentation: 0,
                ...(node['paragraphData'] as Json),
              }
            if (node['type'] === 'HEADING')
              node['headingData'] = {
                textStyle: { textAlignment: 'AUTO' },
                indentation: 0,
                ...(node['headingData'] as Json),
              }
            node['style'] ??= {}
          })
          document['metadata'] = {
            ...(document['metadata'] as Json),
            version: 1,
            id: 'e1f0a6a4-8a9c-4b9e-93a2-1e6f3f0a2f11',
            createdTimestamp: '2026-01-01T00:00:00.000Z',
            updatedTimestamp: '2026-01-01T00:00:00.000Z',
          }
          document['documentStyle'] ??= {}
        }
        walk(body, (one) => {
          for (const key of ['richContent', 'description']) full(one[key])
        })
        return undefined
      },
    },
    {
      name: 'an empty cursor ends a walk, and nothing is counted',
      tell({ body }) {
        if (isObject(body))
          for (const key of metadata) {
            const given = body[key]
            if (!isObject(given)) continue
            delete given['hasNext']
            delete given['total']
            if (!isObject(given['cursors']) || !given['cursors']['next'])
              given['cursors'] = { next: '', prev: '' }
          }
        return undefined
      },
    },
    {
      name: 'totals are texts',
      tell({ body }) {
        walkFrame(body, (one) => {
          for (const key of [
            'total',
            'totalCount',
            'totalResults',
            'count',
            'totalSuccesses',
            'totalFailures',
          ])
            if (typeof one[key] === 'number') one[key] = String(one[key])
        })
        return undefined
      },
    },
    {
      name: 'what is missing is a page of HTML',
      tell: ({ status }) =>
        status === 404
          ? new Response('<!doctype html><title>404</title>', {
              status,
              headers: { 'content-type': 'text/html' },
            })
          : undefined,
    },
  ],
  'says less': [
    {
      name: 'what is empty, zero or false is left out',
      tell({ body }) {
        walkFrame(body, (one) => {
          for (const [key, value] of Object.entries(one))
            if (
              value === '' ||
              value === 0 ||
              value === null ||
              value === false ||
              (Array.isArray(value) && value.length === 0)
            )
              delete one[key]
        })
        return undefined
      },
    },
    {
      name: 'no figures about pages where one page is all',
      tell({ body }) {
        if (isObject(body))
          for (const key of metadata) {
            const given = body[key]
            if (isObject(given) && !(isObject(given['cursors']) && given['cursors']['next'])) delete body[key]
          }
        return undefined
      },
    },
    {
      name: 'dates name an offset',
      tell({ body }) {
        eachDate(body, (text) => text.replace(/Z$/, '+00:00'))
        return undefined
      },
    },
    {
      name: 'bulk answers hold no entities although they were asked for',
      tell({ body, path }) {
        if (/import-v2|get-or-create/.test(path)) return undefined
        const strip = (part: unknown) => {
          if (isBulk(part))
            for (const entry of part['results'] as Json[]) {
              delete entry['item']
              delete entry['dataItem']
            }
        }
        strip(body)
        if (isObject(body)) for (const part of Object.values(body)) strip(part)
        return undefined
      },
    },
    {
      name: 'bulk answers have no totals',
      tell({ body }) {
        walkFrame(body, (one) => {
          delete one['bulkActionMetadata']
        })
        return undefined
      },
    },
    {
      name: 'errors hold no code',
      tell({ status, body }) {
        if (status >= 400 && isObject(body)) body['details'] = {}
        return undefined
      },
    },
  ],
}

/** For `createWixClient`. */
export function withHabits(all: readonly Habit[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const text = await response.text()
    const { status } = response
    const headers = new Headers(response.headers)
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name)
    const body = readJson(text)
    if (body === undefined) return new Response(text, { status, headers })
    const told: Told = { method: init?.method ?? 'GET', path: new URL(String(input)).pathname, status, body }
    for (const habit of all) {
      const other = habit.tell(told)
      if (other) return other
    }
    return new Response(JSON.stringify(told.body), { status, headers })
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
