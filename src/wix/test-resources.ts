// Test helper: calls a method against a scripted server and compares what it sent and what it gave back.
import { expect, test } from 'vitest'
import type { WixClient } from './client.ts'
import { answers, errorOf, type SeenRequest, startClient } from './test-server.ts'

export interface ResourceCase {
  name: string
  run: (client: WixClient) => Promise<unknown>
  sends: { method: string; url: string; body?: unknown }
  answer: object
  gives: unknown
}

/** Nothing to miss in an empty answer: lists without entries, and what returns nothing. */
const canBeEmpty =
  /list|query|remove|validate|totals|published|count|getMany|search|replace|unpublish|addMedia|addProducts/i
const writes =
  /\.(create\w*|bulk\w+|update|schedule|cancelSchedule|revertToDraft|publish|restoreTrashed|insert|patch|importFile|getOrCreate|add\w+)$/

/** Two tests for each case: the request and its result, and an answer that lacks what the method promises. */
export function testResources(cases: ResourceCase[]): void {
  test.each(cases)(
    '$name sends what Wix documents and reads its answer',
    async ({ run, sends, answer, gives }) => {
      const { client, seen } = await startClient(answers(200, answer))
      expect(await run(client)).toEqual(gives)
      expect(seen).toHaveLength(1)
      const request = seen[0]
      expect({ method: request?.method, url: request?.url }).toEqual({ method: sends.method, url: sends.url })
      expect(request?.body === '' ? undefined : request?.json()).toEqual(sends.body)
      expect(request?.headers['content-type']).toBe(sends.body === undefined ? undefined : 'application/json')
    },
  )
  test.each(cases.filter((one) => !canBeEmpty.test(one.name)))(
    '$name takes an answer without content for malformed',
    async ({ name, run }) => {
      const { client } = await startClient(answers(200, {}))
      const delivered = writes.test(name) ? 'unknown' : 'no'
      expect(await errorOf(run(client))).toMatchObject({ kind: 'malformed', delivered })
    },
  )
}

/** For calls made with a signal that has fired. */
export async function expectAborted(calls: Promise<unknown>[], seen: SeenRequest[]): Promise<void> {
  for (const call of calls) expect(await errorOf(call)).toMatchObject({ kind: 'aborted', delivered: 'no' })
  expect(seen).toHaveLength(0)
}
