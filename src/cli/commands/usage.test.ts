import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestCli, type TestCli } from '../test-cli.ts'

// Exit codes and streams are those of a process, once for each code.
const asProcess = { asProcess: true } as const

let cli: TestCli
beforeAll(() => {
  cli = createTestCli()
})
afterAll(() => cli?.remove())

test('help and version exit 0', async () => {
  const help = await cli.run(['--help'], asProcess)
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain('Exit codes: 0 done, 1 problem, 2 usage.')
  expect(await cli.run(['--version'], asProcess)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  })
})

test.each([
  [['nonsense'], /Unknown command 'nonsense'/],
  [['connections', 'chek'], /Did you mean check/],
  [['data', 'import'], /Missing required argument 'file'/],
  [['data', 'list', '--wrong'], /Unknown option '--wrong'/],
  [['data', 'rows', 'x', '--limit', '0'], /whole number from 1 to 500/],
  [['runs', 'items', '--state', 'odd'], /Allowed choices are ready/],
  [['projects', 'create', 'x'], /Required option '--data <dataset>' not specified/],
])('%j exits 2 and says why', async (args, words) => {
  const refused = await cli.run(args)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(words)
  expect(refused.stderr).toContain('(usage)')
})

test('mistakes in the arguments are JSON too when JSON was asked for', async () => {
  const refused = await cli.run(['nonsense', '--json'], asProcess)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(JSON.parse(refused.stderr).error.code).toBe('usage')
})

test('a noun without a verb shows its verbs and exits 2', async () => {
  const shown = await cli.run(['runs'])
  expect(shown).toMatchObject({ code: 2, stdout: '' })
  expect(shown.stderr).toContain('watch [run]')
})

test('without credentials every command of the server says how to sign in', async () => {
  const refused = await cli.run(['data', 'list', '--json'], asProcess)
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(JSON.parse(refused.stderr).error).toMatchObject({
    code: 'not_signed_in',
    message: expect.stringContaining('seomatic setup'),
  })
})

test('a broken credentials file is named, and login can replace it', async () => {
  const own = createTestCli()
  try {
    const { mkdirSync, writeFileSync } = await import('node:fs')
    const { dirname } = await import('node:path')
    mkdirSync(dirname(own.credentialsPath), { recursive: true })
    writeFileSync(own.credentialsPath, '{"url": 5')
    const refused = await own.run(['status'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(own.credentialsPath)
    const login = await own.run(['login', '--url', 'http://127.0.0.1:9', '--email', 'a@example.com'], {
      env: { SEOMATIC_PASSWORD: 'x' },
    })
    expect(login.stderr).toContain('(unreachable)')
  } finally {
    own.remove()
  }
})
