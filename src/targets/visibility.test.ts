import { describe, expect, test } from 'vitest'
import {
  isSameVisibility,
  type RemoteStatus,
  type Visibility,
  wantedOf,
  withFoundVisibility,
  withVisibility,
} from './visibility.ts'

const at = '2027-03-01T09:00:00.000Z'
const before = Date.parse(at) - 1
const after = Date.parse(at)
const live: Visibility = { state: 'live' }
const draft: Visibility = { state: 'draft' }
const down: Visibility = { state: 'down' }
const binned: Visibility = { state: 'down', how: 'trash' }
const deleted: Visibility = { state: 'down', how: 'deleted' }
const dated: Visibility = { state: 'dated', at }

describe('what a page is in Wix is told in our words where it is as it should be, else in those of Wix', () => {
  test.each<[Visibility, RemoteStatus, string | null, number, string]>([
    [live, 'live', null, before, 'live'],
    [live, 'draft', null, before, 'draft'],
    [live, 'scheduled', at, before, 'scheduled'],
    [draft, 'draft', null, before, 'draft'],
    [draft, 'live', null, before, 'live'],
    [draft, 'scheduled', at, before, 'scheduled'],
    [dated, 'scheduled', at, before, `scheduled for ${at}`],
    [dated, 'scheduled', '2027-03-01T10:00:00+01:00', before, `scheduled for ${at}`],
    [dated, 'scheduled', '2027-03-02T09:00:00Z', before, 'scheduled for 2027-03-02T09:00:00.000Z'],
    [dated, 'scheduled', null, before, 'scheduled'],
    // Wix publishes a little late, and a date that has passed is kept.
    [dated, 'scheduled', at, after, `scheduled for ${at}`],
    [dated, 'live', null, after, `scheduled for ${at}`],
    [dated, 'live', null, before, 'live'],
    [dated, 'draft', null, after, 'draft'],
    [down, 'draft', null, before, 'down'],
    [down, 'trashed', null, before, 'down'],
    [down, 'gone', null, before, 'down'],
    [down, 'live', null, before, 'live'],
    [binned, 'trashed', null, before, 'down, in the trash'],
    [binned, 'gone', null, before, 'down, in the trash'],
    [binned, 'draft', null, before, 'draft'],
    [deleted, 'gone', null, before, 'down, deleted'],
    [deleted, 'draft', null, before, 'draft'],
    [down, 'scheduled', at, before, 'scheduled'],
  ])('%j, in Wix %s (%s, at %d): %s', (wanted, status, scheduledFor, now, text) => {
    const found = withFoundVisibility({ status, scheduledFor, fields: { title: 'A' } }, wanted, now)
    expect(found.fields).toEqual({ title: 'A', status: text })
  })

  test('nothing is added to a light read, nor where a destination does not tell', () => {
    const light = { status: 'live' as const, fields: null }
    expect(withFoundVisibility(light, live, before)).toBe(light)
    expect(withFoundVisibility(undefined, live, before)).toBe(undefined)
    const full = { status: 'live' as const, fields: { status: 'draft' } }
    expect(withFoundVisibility(full, null, before)).toBe(full)
    expect(withVisibility({ status: 'draft' }, null)).toEqual({ status: 'draft' })
  })
})

test('a date and a take-down are meant for the page, and the mode for all others', () => {
  expect(wantedOf({ state: 'live' }, null)).toEqual(live)
  expect(wantedOf({ state: 'draft' }, live)).toEqual(draft)
  expect(wantedOf({ state: 'live' }, dated)).toEqual(dated)
  expect(wantedOf({ state: 'live' }, down)).toEqual(down)
  // The collection has no drafts any more.
  expect(wantedOf(null, down)).toBe(null)
})

test('two dates are the same when their instants are', () => {
  expect(isSameVisibility(dated, { state: 'dated', at: '2027-03-01T10:00:00+01:00' })).toBe(true)
  expect(isSameVisibility(dated, { state: 'dated', at: '2027-03-01T10:00:00Z' })).toBe(false)
  expect(isSameVisibility(live, null)).toBe(false)
  expect(isSameVisibility(null, null)).toBe(true)
})
