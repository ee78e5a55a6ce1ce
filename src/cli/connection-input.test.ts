import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { recogniseCredentials } from '../api/credentials.ts'
import { readClientConfig } from '../config.ts'
import type { Cli } from './cli.ts'
import { readCredentials } from './connection-input.ts'
import { createTerminal } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-input-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = `IST.${'eyJraWQiOiJrIn0'.repeat(4)}.${'eyJkYXRhIjoie30ifQ'.repeat(8)}.${'c2lnbmF0dXJl'.repeat(20)}`
const id = (digit: string) => `${digit.repeat(8)}-aaaa-4bbb-8ccc-${digit.repeat(12)}`

function cliWith(env: Record<string, string>, stdin = ''): Cli {
  const input = new PassThrough()
  input.end(stdin)
  return {
    config: readClientConfig(env),
    terminal: createTerminal(input, new PassThrough()),
  } as unknown as Cli
}

function file(content: string): string {
  const path = join(folder, 'secret')
  writeFileSync(path, content)
  return path
}

test('an API key comes from a file, from stdin or from the environment, in this order', async () => {
  const options = { site: id('1') }
  const fromFile = await readCredentials(cliWith({ SEOMATIC_WIX_API_KEY: 'x' }), {
    ...options,
    keyFile: file(`${key}\n`),
  })
  expect(fromFile).toEqual({ apiKey: key, siteId: id('1') })
  expect((await readCredentials(cliWith({}, `${key}\n`), options)).apiKey).toBe(`${key}`)
  expect((await readCredentials(cliWith({ SEOMATIC_WIX_API_KEY: key }), options)).apiKey).toBe(key)
})

test('an app is named by its ids, and its secret comes like a key', async () => {
  const options = { app: id('2'), instance: id('3'), secretFile: file('0123456789abcdef-secret') }
  expect(await readCredentials(cliWith({}), options)).toEqual({
    appId: id('2'),
    instanceId: id('3'),
    appSecret: '0123456789abcdef-secret',
  })
})

test('a file that names all of them needs no option beside it', async () => {
  const env = `WIX_API_KEY="${key}"\nWIX_SITE_ID=${id('1')}\n`
  const made = recogniseCredentials(await readCredentials(cliWith({}), { keyFile: file(env) }))
  expect(made.values).toEqual({ apiKey: key, siteId: id('1') })
  // What is given as an option wins.
  const other = await readCredentials(cliWith({}), { keyFile: file(env), site: id('4') })
  expect(recogniseCredentials(other).values.siteId).toBe(id('4'))
  const app = `client_id=${id('2')}&client_secret=0123456789abcdef-secret&instance_id=${id('3')}`
  const named = recogniseCredentials(await readCredentials(cliWith({}), { secretFile: file(app) }))
  expect(named.values).toEqual({
    appId: id('2'),
    instanceId: id('3'),
    appSecret: '0123456789abcdef-secret',
  })
})

test('what cannot work is refused with the field and the reason, and without the secret', async () => {
  const refused = readCredentials(cliWith({}, key), { site: 'nonsense' })
  await expect(refused).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/Site ID: .*this does not/),
  })
  await expect(refused).rejects.not.toThrow(key)
})

test('an id that is not given cannot be asked for without anybody there', async () => {
  await expect(readCredentials(cliWith({}, key), {})).rejects.toThrow('Add --site ID.')
  await expect(readCredentials(cliWith({}, 's'), { app: id('2') })).rejects.toThrow('Add --instance ID.')
})
