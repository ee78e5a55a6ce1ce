// Sends an answer the way the plan wants: late, in drops, or not to its end.

import type { ServerResponse } from 'node:http'
import type { Answer, Delivery } from './plan.ts'

/** Resolves true once the whole answer has left, false when the connection ended before. */
export async function deliver(res: ServerResponse, answer: Answer, delivery: Delivery): Promise<boolean> {
  if (delivery.delayMs > 0 && !(await pause(res, delivery.delayMs))) return false
  const bytes = Buffer.from(answer.body)
  res.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length) })
  if (delivery.resetAfterBytes !== undefined) {
    const part = bytes.subarray(0, delivery.resetAfterBytes)
    await new Promise((resolve) => res.write(part, resolve))
    res.destroy()
    return false
  }
  if (!delivery.drip) {
    res.end(bytes)
    return true
  }
  const { bytes: step, everyMs } = delivery.drip
  for (let from = 0; from < bytes.length; from += step) {
    res.write(bytes.subarray(from, from + step))
    if (from + step < bytes.length && !(await pause(res, everyMs))) return false
  }
  res.end()
  return true
}

function pause(res: ServerResponse, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(true), ms)
    const gone = () => done(false)
    const done = (isOpen: boolean) => {
      clearTimeout(timer)
      res.off('close', gone)
      resolve(isOpen)
    }
    res.on('close', gone)
  })
}
