import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { detailPairs } from './audit-details.ts'
import { auditSubjects } from './audit-subjects.ts'
import { auditActions, auditSentence, auditText } from './audit-words.ts'
import type { AuditEvent } from './status.ts'

const event = (given: Partial<AuditEvent>): AuditEvent => ({
  id: '1',
  at: '2026-01-02T03:04:05.000Z',
  actor: 'Olga',
  action: 'login.succeeded',
  subject: '',
  address: '',
  detail: {},
  ...given,
})

it('has words for every action that the program records, and for no other', () => {
  const root = new URL('../../', import.meta.url).pathname
  const sources = globSync('src/{accounts,server}/**/*.ts', { cwd: root }).filter(
    (path) => !path.endsWith('.test.ts'),
  )
  const recorded = sources.flatMap((path) => {
    const names =
      /'((?:setup|login|session|password|profile|token|key|diagnostics|notice|mail|webhook|connection|import|dataset|template|project|plan|run|schedule|source|refresh_rule|sample|model|column)\.[a-z_]+)'/g
    return Array.from(readFileSync(`${root}${path}`, 'utf8').matchAll(names), ([, name]) => name!)
  })
  expect([...new Set(recorded)].sort()).toEqual([...auditActions].sort())
})

it('names what something was done to, with where it is', () => {
  const created = event({
    action: 'connection.created',
    subject: 'con_1',
    detail: { name: 'Acme', siteId: 's' },
  })
  expect(auditSentence(created)).toEqual({
    before: 'connected the site ',
    subject: { kind: 'connection', id: 'con_1', text: 'Acme' },
    after: '',
  })
  expect(auditSentence(created, () => 'Acme Tiles').subject?.text).toBe('Acme Tiles')
  expect(auditText(event({ action: 'run.paused', subject: 'run_1' }))).toBe('paused a run')
  const changed = event({
    action: 'project.changed',
    subject: 'prj_1',
    detail: { changed: ['name', 'options'] },
  })
  expect(auditText(changed)).toBe('changed the settings of a project (changed: name, options)')
})

it('says what is noted beside an entry as a person would', () => {
  const said = (given: Partial<AuditEvent>) => auditText(event(given))
  expect(said({ action: 'token.created', subject: 'tok_1', detail: { name: 'CI', scope: 'manage' } })).toBe(
    'created the API token CI (may do everything)',
  )
  const limited = { action: 'connection.ceiling_set', subject: 'con_1' }
  expect(said({ ...limited, detail: { perDay: 50 } })).toBe('limited the pages a day of a site (at most 50)')
  expect(said({ ...limited, detail: { perDay: null } })).toContain('(no limit any more)')
  expect(said({ action: 'password.changed', detail: { endedTokens: 0 } })).toBe('changed the password')
  expect(said({ action: 'password.changed', detail: { endedTokens: 2 } })).toContain('(2 API tokens ended)')
  const off = ['run_finished', 'slot_done']
  expect(said({ action: 'notice.settings_changed', detail: { off } })).toContain('(all but 2)')
  const mail = { host: 'mail.acme.com', from: 'a@acme.com', to: ['b@acme.com'], state: 'on' }
  expect(said({ action: 'mail.changed', detail: mail })).toBe(
    'changed how notices go by e-mail (at mail.acme.com, from a@acme.com, to b@acme.com, switched on)',
  )
  expect(detailPairs({ name: 'CI', scope: 'edit', off, hotKey: 7 })).toEqual([
    ['May', 'read and edit'],
    ['Switched off', 'run finished, slot done'],
    ['Hot key', '7'],
  ])
})

it('tells what it does not know by its name', () => {
  expect(auditText(event({ action: 'moon.landed_on', subject: 'x_1' }))).toBe('moon landed on x_1')
})

it('has a filter for every action', () => {
  const filtered = Object.values(auditSubjects).flatMap(({ nouns }): readonly string[] => nouns)
  const nouns = new Set(auditActions.map((action) => action.split('.')[0]!))
  expect([...nouns].sort()).toEqual([...filtered].sort())
})
