// Paging of the Blog LIST endpoints: query parameters `paging.*`, answered with `metaData`.

import { invalidArgument } from '../errors.ts'
import { number, object, text } from '../shape.ts'
import type { Obj } from '../types.ts'

export const listPaging = object({ limit: number, offset: number, cursor: text(2000) })

export interface ListPage {
  items: Obj[]
  metaData: { count: number; offset: number; total: number; cursor?: string }
}

export function pageOf(sorted: Obj[], query: Obj): ListPage {
  const paging = (query['paging'] ?? {}) as Obj
  const limit = Number(paging['limit'] ?? 50) || 50
  if (limit < 0 || limit > 100)
    throw invalidArgument(`paging.limit has value ${limit}, expected between 0 and 100`)
  const offset = paging['cursor'] ? offsetOf(String(paging['cursor'])) : Number(paging['offset'] ?? 0)
  const items = sorted.slice(offset, offset + limit)
  const end = offset + items.length
  const cursor = Buffer.from(`list:${end}`).toString('base64url')
  return {
    items,
    metaData: { count: items.length, offset, total: sorted.length, ...(end < sorted.length && { cursor }) },
  }
}

function offsetOf(cursor: string): number {
  const match = /^list:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!match) throw invalidArgument('paging.cursor is not valid')
  return Number(match[1])
}
