import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createTestCli, startScriptedServer } from '../test-cli.ts'

const bin = fileURLToPath(new URL('../../../bin/seomatic.mjs', import.meta.url))

test('the simulator answers until it is stopped, and exits 0', async () => {
  const child = spawn(process.execPath, [bin, 'simulator', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const url = /answers at (\S+)\./.exec(line)?.[1] ?? ''
    const made = await fetch(`${url}/__simulator/sites`, { method: 'POST', body: '{"name":"Mine"}' })
    expect(await made.json()).toMatchObject({ site: { name: 'Mine' } })
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
  }
})

test('a port that is taken is told with what to do', async () => {
  const other = await startScriptedServer((_, response) => response.end())
  const cli = createTestCli()
  try {
    const refused = await cli.run(['simulator', '--port', new URL(other.url).port])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('--port')
  } finally {
    cli.remove()
    await other.close()
  }
})
