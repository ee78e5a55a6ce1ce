// Whether Wix takes changes just now. While it does not, one call at a time tries again after longer and longer
// pauses, for as long as that lasts: nobody has to press anything, and no page pays for it.
import type { Site } from '../connections/site.ts'
import type { AssetOutcome, ItemOutcome, Trouble } from '../targets/target.ts'
import { lastEventOf, writeDiary } from './diary.ts'
import type { HeldRun } from './held-run.ts'
import { tellRun } from './run-store.ts'
import type { Timing } from './timing.ts'

/** `taken`: Wix worked on what was sent. A trouble: it came to nothing as a whole. `none`: it says nothing of Wix. */
export type CallEnd = 'taken' | 'none' | Trouble

export interface Circuit {
  /** Wix takes nothing: only a single page tries again. */
  isOpen(): boolean
  /** @param rowKeys the pages of the call */
  note(end: CallEnd, rowKeys?: readonly string[]): void
  /** What is known of a page whose calls came to nothing; where that is nothing, others were taken. */
  historyOf(rowKey: string): History
  /** Between two calls: leaves Wix alone for a while where it takes nothing. A good stretch raises the pace. */
  rest(): Promise<void>
}

export interface History {
  /** Wix took something since the last of them. */
  tookOthers: boolean
  /** After how many of them Wix took something. */
  timesPassedOver: number
}

export interface CircuitDeps {
  held: HeldRun
  site: Pick<Site, 'pacer'>
  timing: Pick<Timing, 'outageAfterCalls' | 'outagePausesMs' | 'outageToldAfterMs'>
}

const words: Record<Trouble, string> = {
  refused: 'Wix accepts no changes just now',
  failed: 'Wix answers every change with an error of its own',
  lost: 'Wix does not answer when something is to be changed',
}
const outage = 'outage'
const outageOver = 'outage_over'

export function createCircuit({ held, site, timing }: CircuitDeps): Circuit {
  const { database, run } = held
  /** Calls that Wix took, and how many it had taken when the last one with a page came to nothing. */
  let taken = 0
  const failed = new Map<string, { taken: number; timesPassedOver: number }>()
  let inARow = 0
  /** When the first of those in a row came to nothing. */
  let since = 0
  let trouble: Trouble = 'refused'
  let openSince = 0
  let isOpen = false
  /** It was until now, and that is still to be told. */
  let wasOpen = false
  let pauses = 0
  let restsUntil = 0
  let isTold = false

  function historyOf(rowKey: string): History {
    const last = failed.get(rowKey)
    if (!last) return { tookOthers: true, timesPassedOver: 0 }
    const tookOthers = taken > last.taken
    return { tookOthers, timesPassedOver: last.timesPassedOver + (tookOthers ? 1 : 0) }
  }
  const lasts = () => inARow > 1 && performance.now() - since >= timing.outageToldAfterMs

  /** A restart in the middle tells nothing a second time. */
  async function tell(): Promise<void> {
    if (isTold || !lasts()) return
    isTold = true
    const text = `${words[trouble]}. Nothing is lost and there is nothing to do: we ask again about once a minute, and go on as soon as it takes a page.`
    await tellRun(held, text)
    if ((await lastEventOf(database, run.id, [outage, outageOver])) !== outage)
      await writeDiary(database, run.id, outage, text)
  }

  async function close(): Promise<void> {
    const minutes = Math.max(1, Math.round((performance.now() - openSince) / 60_000))
    wasOpen = false
    pauses = 0
    if (!isTold) return
    isTold = false
    const text = `Wix accepts changes again, after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. The run goes on.`
    await tellRun(held, null)
    await writeDiary(database, run.id, outageOver, text)
  }

  return {
    isOpen: () => isOpen,
    note(end, rowKeys = []) {
      if (end === 'none') return
      if (end === 'taken') {
        taken += 1
        inARow = 0
        wasOpen ||= isOpen
        isOpen = false
        return
      }
      for (const key of rowKeys) failed.set(key, { taken, timesPassedOver: historyOf(key).timesPassedOver })
      trouble = end
      if (inARow === 0) since = performance.now()
      inARow += 1
      if (isOpen || !(inARow >= timing.outageAfterCalls || lasts())) return
      isOpen = true
      openSince = since
    },
    historyOf,
    async rest() {
      if (wasOpen) await close()
      if (inARow === 0) return site.pacer.raiseRate()
      // Calls that went side by side came to nothing for one reason.
      if (!isOpen || performance.now() < restsUntil) return
      const ms = timing.outagePausesMs[Math.min(pauses, timing.outagePausesMs.length - 1)] ?? 0
      pauses += 1
      restsUntil = performance.now() + ms
      await site.pacer.rest(ms, words[trouble])
      await tell()
    },
  }
}

/** What the outcomes of one call say of Wix. Pure. */
export function endOfCall(outcomes: readonly (ItemOutcome | AssetOutcome)[]): CallEnd {
  if (outcomes.some(isTaken)) return 'taken'
  for (const outcome of outcomes) if ('trouble' in outcome && outcome.trouble) return outcome.trouble
  return 'none'
}

/** A refusal without the id of a request is our own. */
function isTaken(outcome: ItemOutcome | AssetOutcome): boolean {
  if (outcome.kind === 'rejected') return 'requestId' in outcome && outcome.requestId !== null
  return outcome.kind === 'accepted' || outcome.kind === 'ready' || outcome.kind === 'pending'
}
