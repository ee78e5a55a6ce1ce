// A person is asked for another key, without the file being sent again.
import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Import } from '../api/import.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import type { Client } from './client.ts'
import { importFile } from './import-file.ts'

const column = (name: string) => ({
  name,
  header: name,
  type: 'text' as const,
  filled: 1,
  distinct: 1,
  distinctIsExact: true,
  longest: 1,
  samples: [],
  problems: [],
})
const analysed = {
  id: 'imp_1',
  fileName: 'a.csv',
  bytes: 1,
  state: 'analysed',
  decisions: [],
  readings: [],
  columns: [column('code'), column('name')],
  notes: [],
  keyNotes: [],
  rowCount: 1,
  setAsideCount: 0,
  suggestedKey: null,
  problem: null,
  changes: null,
  progress: { rows: 1, fraction: 1 },
} as unknown as Import

test('after a key with empty cells a person names another one, and the file is sent once', async () => {
  const answers = ['code', 'code + name']
  const loads: unknown[] = []
  const call = vi.fn(async (endpoint: unknown, { body }: { body?: unknown } = {}) => {
    if (endpoint === routes.imports.load) loads.push(body)
    if (endpoint === routes.imports.apply) return { id: 'dat_1', name: 'A', setAsideCount: 0 }
    if (endpoint !== routes.imports.get) return undefined
    const problem = { code: 'empty_keys', message: '1 row has nothing in it.', lines: [3] }
    if (loads.length === 1) return { ...analysed, state: 'refused', problem }
    return { ...analysed, state: loads.length === 0 ? 'analysed' : 'loaded' }
  })
  const upload = vi.fn(async () => analysed)
  const notes: string[] = []
  const cli = {
    client: () => ({ call, upload }) as unknown as Client,
    terminal: {
      isInteractive: true,
      input: new PassThrough(),
      ask: async () => answers.shift() ?? '',
      confirm: async () => true,
    },
    out: { width: 80, note: (text: string) => notes.push(text), progress: () => {} },
  } as unknown as Cli
  await importFile(cli, '-', null, { header: true })
  expect(loads).toEqual([{ keyColumns: ['code'] }, { keyColumns: ['code', 'name'] }])
  expect(notes.join()).toContain('1 row has nothing in it.')
  expect(upload).toHaveBeenCalledTimes(1)
})
