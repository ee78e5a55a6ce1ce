import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createTerminal } from './terminal.ts'

function start() {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
  return { keyboard, terminal: createTerminal(keyboard, screen), seen: () => String(screen.read() ?? '') }
}

test('a secret does not appear on the screen', async () => {
  const { keyboard, terminal, seen } = start()
  const answer = terminal.askSecret('API key')
  keyboard.write('IST.canary\r')
  expect(await answer).toBe('IST.canary')
  const text = seen()
  expect(text).toContain('API key: ')
  expect(text).not.toContain('canary')
})

test('an empty answer takes what is offered', async () => {
  const { keyboard, terminal, seen } = start()
  const answer = terminal.ask('Key column', 'code')
  keyboard.write('\r')
  expect(await answer).toBe('code')
  expect(seen()).toContain('Key column [code]: ')
})

test.each([
  ['y', true],
  ['Yes', true],
  ['', false],
  ['yep', false],
])('"%s" to a question is %s', async (typed, isYes) => {
  const { keyboard, terminal } = start()
  const answer = terminal.confirm('Publish?', '')
  keyboard.write(`${typed}\r`)
  expect(await answer).toBe(isYes)
})

test('Ctrl-C at a question stops with nothing changed', async () => {
  const { keyboard, terminal } = start()
  const answer = terminal.ask('Your name')
  keyboard.write('\u0003')
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
})

test('where nobody can answer, a question says what to add instead', async () => {
  const terminal = createTerminal(new PassThrough(), new PassThrough())
  expect(terminal.isInteractive).toBe(false)
  await expect(terminal.confirm('Publish?', 'Add --yes.')).rejects.toMatchObject({
    code: 'usage',
    message: 'Publish? There is no one to answer. Add --yes.',
  })
})
