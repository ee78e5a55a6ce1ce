// What bringing pictures to a site costs in requests. Pure.
import { type Calls, callsFor } from '../../operation-costs.ts'
import { imageBatch } from './import-images.ts'

/** Wix fetches a picture in a second or two; it is asked at once, and again a second later. */
const usualLooks = 2

export function imageCalls(count: number): Calls {
  const calls = callsFor(count, imageBatch)
  return { reads: calls * usualLooks, writes: calls }
}
