import { EventEmitter } from 'node:events'
import type { FastifyReply } from 'fastify'
import { expect, test } from 'vitest'
import { whenGone } from './when-gone.ts'

test.each([
  ['before the answer', false, true],
  ['after the answer', true, false],
])('a connection that closes %s', (_, writableFinished, aborted) => {
  const raw = Object.assign(new EventEmitter(), { writableFinished })
  const signal = whenGone({ raw } as unknown as FastifyReply)
  expect(signal.aborted).toBe(false)
  raw.emit('close')
  expect(signal.aborted).toBe(aborted)
})
