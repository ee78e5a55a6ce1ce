// The control functions over HTTP, under /__simulator/. Loopback only and without a login.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Obj } from '../types.ts'
import type { Control } from './control.ts'
import { type ItemKind, itemKinds } from './items.ts'

type Handler = (control: Control, body: never, query: URLSearchParams) => unknown

const done = { ok: true }

const handlers: Record<string, Handler> = {
  'GET health': (control) => ({ ok: true, starts: control.starts(), lastRequest: control.lastRequest() }),
  'POST sites': (control, body) => control.createSite(body),
  'GET sites': (control) => ({ sites: control.sites() }),
  'PATCH sites': (control, body) => control.changeSite(body),
  'DELETE sites': (control, _, query) => {
    control.removeSite(need(query, 'id'))
    return done
  },
  'POST keys': (control, body) => ({ key: control.createKey(body) }),
  'GET keys': (control) => ({ keys: control.keys() }),
  'PATCH keys': (control, body) => ({ key: control.changeKey(body) }),
  'POST apps': (control, body) => ({ app: control.createApp(body) }),
  'GET apps': (control) => ({ apps: control.apps() }),
  'PATCH apps': (control, body) => ({ app: control.changeApp(body) }),
  'POST faults': (control, body) => ({ fault: control.addFault(body) }),
  'GET faults': (control) => ({ faults: control.faults() }),
  'DELETE faults': (control, _, query) => {
    control.removeFaults(query.get('id') ?? undefined)
    return done
  },
  'GET requests': (control, _, query) => {
    const limit = query.get('limit')
    const requests = control.requests(Number(query.get('since') ?? 0), {
      limit: limit ? Number(limit) : undefined,
      bodies: query.get('bodies') !== 'false',
    })
    return { requests, last: control.lastRequest() }
  },
  'DELETE requests': (control) => {
    control.clearRequests()
    return done
  },
  'GET items': (control, _, query) => listItems(control, query),
  'POST items/create': (control, body) => ({ item: control.createItem(body) }),
  'POST items/edit': (control, body) => ({ item: control.editItem(body) }),
  'POST items/delete': (control, body) => {
    control.deleteItem(body)
    return done
  },
  'POST items/restore': (control, body) => ({ item: control.restoreItem(body) }),
  'POST collections': (control, body) => ({ collection: control.createCollection(body) }),
  'GET collections': (control, _, query) => ({ collections: control.collections(need(query, 'site')) }),
  'PATCH collections': (control, body) => ({ collection: control.changeCollection(body) }),
  'DELETE collections': (control, _, query) => {
    control.deleteCollection(need(query, 'site'), need(query, 'id'))
    return done
  },
  'GET settings': (control) => ({ settings: control.settings() }),
  'PATCH settings': (control, body) => ({ settings: control.changeSettings(body) }),
  'GET page': (control, _, query) => ({
    html: null,
    location: null,
    ...control.visit(need(query, 'site'), need(query, 'url')),
  }),
  'GET clock': (control) => control.clock(),
  'POST clock': (control, body) => control.moveClock(body),
  'DELETE rate': (control) => {
    control.resetRate()
    return done
  },
}

export function answerControl(
  control: Control,
  req: IncomingMessage,
  res: ServerResponse,
  body: string,
): void {
  const url = new URL(req.url ?? '/', 'http://simulator')
  const name = `${req.method} ${url.pathname.slice('/__simulator/'.length).replace(/\/$/, '')}`
  if (name === 'GET visit') {
    answerVisit(control, res, url.searchParams)
    return
  }
  const handler = handlers[name]
  if (!handler) {
    send(res, 404, { error: `no control call ${name}; there are ${Object.keys(handlers).join(', ')}` })
    return
  }
  try {
    const given = (body.trim() === '' ? {} : JSON.parse(body)) as never
    send(res, 200, handler(control, given, url.searchParams))
  } catch (error) {
    send(res, 400, { error: error instanceof Error ? error.message : String(error) })
  }
}

/** What a visitor gets over HTTP: a page, or a redirect that a client can follow here as long as it stays on the site. */
function answerVisit(control: Control, res: ServerResponse, query: URLSearchParams): void {
  const site = query.get('site') ?? ''
  const { status, location, html = '' } = control.visit(site, query.get('url') ?? '')
  const next = location?.startsWith(siteUrl(control, site))
    ? `/__simulator/visit?${new URLSearchParams({ site, url: location })}`
    : location
  const headers = { 'content-type': 'text/html; charset=utf-8', ...(next && { location: next }) }
  res.writeHead(status, headers).end(html)
}

function siteUrl(control: Control, id: string): string {
  return control.sites().find((site) => site.id === id)?.url ?? ''
}

function listItems(control: Control, query: URLSearchParams): Obj {
  const kind = (query.get('kind') ?? 'drafts') as ItemKind
  if (!itemKinds.includes(kind)) throw new Error(`unknown kind ${kind}; known are ${itemKinds.join(', ')}`)
  const id = query.get('id')
  const select = query.get('select')?.split(',')
  const all = control.items(need(query, 'site'), kind, query.get('collection') ?? undefined)
  const found = all.filter((item) => id === null || item['id'] === id)
  const items = select ? found.map((item) => picked(item, select)) : found
  return { items, total: items.length }
}

// `select=id,slug,draft.title` keeps an answer about thousands of posts small.
function picked(item: Obj, paths: string[]): Obj {
  return Object.fromEntries(
    paths.map((path) => [
      path,
      path.split('.').reduce<unknown>((at, part) => (at as Obj | null)?.[part], item),
    ]),
  )
}

function need(query: URLSearchParams, name: string): string {
  const value = query.get(name)
  if (!value) throw new Error(`the parameter ${name} is missing`)
  return value
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
