import { MantineProvider } from '@mantine/core'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
// For what jsdom lacks.
import '../../test/render-app.tsx'
import { CredentialField } from './CredentialField.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function draw(text: string) {
  const nothing = () => undefined
  const heard = { typed: [] as [string, string][], pasted: [] as string[] }
  const view = (shown: string) => (
    <MantineProvider env="test">
      <CredentialField
        name="apiKey"
        text={shown}
        hint=""
        isSecret
        problem={null}
        notes={[]}
        refusedBy={null}
        onType={(value, how) => heard.typed.push([value, how])}
        onPaste={(value) => heard.pasted.push(value)}
        onFocus={nothing}
        onBlur={nothing}
      />
    </MantineProvider>
  )
  const { rerender } = render(view(text))
  const input = screen.getByLabelText('API key') as HTMLInputElement
  return { input, heard, show: (shown: string) => rerender(view(shown)) }
}

const paste = (input: HTMLElement, text: string) =>
  fireEvent.paste(input, { clipboardData: { getData: () => text } })

it('hides the secret again 30 s after it was shown', () => {
  vi.useFakeTimers()
  const { input } = draw('secret')
  expect(input.type).toBe('password')
  fireEvent.click(screen.getByRole('button', { name: 'Show the key' }))
  expect(input.type).toBe('text')
  act(() => vi.advanceTimersByTime(29_999))
  expect(input.type).toBe('text')
  act(() => vi.advanceTimersByTime(1))
  expect(input.type).toBe('password')
})

it('keeps the text in the property of the input and out of its attribute', () => {
  const { input, show } = draw('first')
  expect(input.value).toBe('first')
  show('second')
  expect(input.value).toBe('second')
  expect(input.getAttribute('value')).toBeNull()
})

it('hands over a whole key that was pasted, with its line breaks, and leaves anything else to the browser', () => {
  const { input, heard } = draw('')
  const key = `IST.${'eyJh'.repeat(8)}.${'eyJh'.repeat(40)}\n.${'eyJh'.repeat(40)}`
  expect(paste(input, key)).toBe(false)
  expect(heard.pasted).toEqual([key])
  expect(paste(input, 'some words')).toBe(true)
  fireEvent.change(input, { target: { value: 'some words' } })
  expect(heard.typed).toEqual([['some words', 'pasted']])
  fireEvent.change(input, { target: { value: 'some words!' } })
  expect(heard.typed.at(-1)).toEqual(['some words!', 'typed'])
})
