import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepFocus } from './keep-focus.ts'

let end: () => void
beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = `
    <div id="dialog" tabindex="-1"><p><button id="inside">Next</button></p></div>
    <main id="main" tabindex="-1"><button id="pressed">Delete</button><button id="other">Keep</button></main>`
  end = keepFocus()
})
afterEach(() => {
  end()
  vi.useRealTimers()
  document.body.innerHTML = ''
})

const byId = (id: string) => document.getElementById(id) as HTMLElement
const aMoment = () => vi.advanceTimersByTimeAsync(1000)

/** What has the focus a moment after this was done while that had it. */
async function focusAfter(focused: string, change: () => void): Promise<string | undefined> {
  byId(focused).focus()
  change()
  await aMoment()
  return document.activeElement?.id
}

test('the focus goes from what is taken away to the nearest place around it that is left', async () => {
  expect(await focusAfter('inside', () => byId('inside').parentElement?.remove())).toBe('dialog')
  expect(await focusAfter('pressed', () => byId('pressed').remove())).toBe('main')
})

test('it goes to the content where all around it is gone, also when the content comes later', async () => {
  expect(await focusAfter('inside', () => byId('dialog').remove())).toBe('main')
  expect(await focusAfter('other', () => byId('main').remove())).toBe('')
  document.body.innerHTML = '<main id="main" tabindex="-1"></main>'
  await aMoment()
  expect(document.activeElement).toBe(byId('main'))
})

test('it stays on what is still there, and where somebody else took it, as a dialog does that closes', async () => {
  expect(await focusAfter('other', () => byId('dialog').remove())).toBe('other')
  const close = () => {
    byId('pressed').remove()
    const giveBack = () => document.activeElement === document.body && byId('other').focus()
    setTimeout(giveBack, 10)
  }
  expect(await focusAfter('pressed', close)).toBe('other')
})
