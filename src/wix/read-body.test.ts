import { expect, test } from 'vitest'
import { readBody } from './read-body.ts'

const mb = 1_048_576
const join = (blocks: Uint8Array[]) => Buffer.concat(blocks).toString('latin1')

/** An answer of pieces of this size; `sent` counts what was taken of it, and it waits at `gate` once it is half sent. */
function answerOf(pieces: number, size: number, gate: Promise<void> = Promise.resolve()) {
  const state = { sent: 0, isCancelled: false }
  let left = pieces
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (left === Math.floor(pieces / 2)) await gate
        if (left-- === 0) return controller.close()
        state.sent += size
        controller.enqueue(new Uint8Array(size).fill(65 + (left % 26)))
      },
      cancel() {
        state.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { state, response: new Response(body) }
}

const limits = (maxBytes: number, signal = new AbortController().signal) => ({ maxBytes, signal })
const settle = () => new Promise((resolve) => setTimeout(resolve, 30))

test('a body comes whole, whatever the size of its pieces', async () => {
  for (const [pieces, size] of [
    [0, 1],
    [1, 1],
    [40_000, 1],
    [7, 16_384],
    [9, 262_144],
    [3, 700_001],
  ] as const) {
    const text = await readBody(answerOf(pieces, size).response, limits(10 * mb), join)
    expect(text?.length).toBe(pieces * size)
    expect(text?.slice(0, size)).toBe(String.fromCharCode(65 + ((pieces - 1) % 26)).repeat(pieces ? size : 0))
  }
})

test('one without an end is left as soon as it is too large', async () => {
  const { state, response } = answerOf(1_000_000, 65_536)
  expect(await readBody(response, limits(2 * mb), join)).toBeUndefined()
  await settle()
  expect(state).toEqual({ sent: 33 * 65_536, isCancelled: true })
})

test('large answers are read one after another, small ones beside them', async () => {
  const gate = Promise.withResolvers<void>()
  const first = answerOf(48, 65_536, gate.promise)
  const reading = readBody(first.response, limits(4 * mb), join)
  await settle()
  const others = Array.from({ length: 5 }, () => answerOf(48, 65_536))
  const waiting = others.map(({ response }) => readBody(response, limits(4 * mb), join))
  const small = await readBody(answerOf(3, 1_000).response, limits(4 * mb), join)
  expect(small?.length).toBe(3_000)
  await settle()
  for (const { state } of others) expect(state.sent).toBeLessThanOrEqual(mb + 65_536)
  gate.resolve()
  expect((await reading)?.length).toBe(3 * mb)
  for (const text of await Promise.all(waiting)) expect(text?.length).toBe(3 * mb)
})

test('one that is given up while it waits holds up nobody', async () => {
  const gate = Promise.withResolvers<void>()
  const reading = readBody(answerOf(48, 65_536, gate.promise).response, limits(4 * mb), join)
  await settle()
  const stop = new AbortController()
  const givenUp = readBody(answerOf(48, 65_536).response, limits(4 * mb, stop.signal), join)
  const last = readBody(answerOf(48, 65_536).response, limits(4 * mb), join)
  await settle()
  stop.abort(new Error('given up'))
  await expect(givenUp).rejects.toThrow('given up')
  gate.resolve()
  expect((await reading)?.length).toBe(3 * mb)
  expect((await last)?.length).toBe(3 * mb)
})
