import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { completeLockfile, type Lockfile } from '../scripts/complete-lockfile.ts'

const read = () =>
  JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lockfile

test('the lock file names the optional packages of every platform, or npm ci would refuse it', () => {
  expect(completeLockfile(read())).toEqual([])
})

test('the lock file names no registry', () => {
  expect(JSON.stringify(read())).not.toMatch(
    /https?:\/\/(?!opencollective|github|paulmillr|www\.patreon|tidelift)[^"]*\.tgz/,
  )
})

test('a left out platform package is added with its platform', () => {
  const lock: Lockfile = {
    packages: {
      'node_modules/tool': { dev: true, optionalDependencies: { '@tool/cli-linux-x64-musl': '1.2.3' } },
    },
  }
  expect(completeLockfile(lock)).toEqual(['@tool/cli-linux-x64-musl'])
  expect(lock.packages['node_modules/@tool/cli-linux-x64-musl']).toEqual({
    version: '1.2.3',
    dev: true,
    optional: true,
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
  })
  expect(completeLockfile(lock)).toEqual([])
})

test('npm prints no warning at the first start that a stranger would have to ignore', async () => {
  // By whatever npm the machine has, which warns of each package that wants the Node it is about to bring.
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'loglevel'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env['PATH'] },
  })
  expect(stdout.trim()).toBe('error')
})
