// Decides which faults strike a request. Chance comes from the seed, the fault's own seed and its number alone.

import { canonicalPath } from '../packages/calls.ts'
import { seededRandom } from '../random.ts'
import { type Fault, faultKinds } from './fault.ts'

export interface Strike {
  fault: Fault
  /** The fault's own chance, for choices inside a strike. */
  random: () => number
}

export interface FaultState extends Fault {
  matches: number
  strikes: number
}

export interface FaultEngine {
  add(fault: Omit<Fault, 'id'> & { id?: string }): Fault
  remove(id: string): boolean
  clear(): void
  list(): FaultState[]
  strike(request: { method: string; path: string; body: string; siteId: string | undefined }): Strike[]
}

interface Active {
  fault: Fault
  pattern: RegExp
  random: () => number
  addedAt: number
  matches: number
  strikes: number
  firstStrikeAt: number | undefined
}

export function createFaultEngine(seed: number, now: () => number): FaultEngine {
  let active: Active[] = []
  let count = 0
  return {
    add(given) {
      if (!Object.hasOwn(faultKinds, given.kind))
        throw new Error(`unknown fault kind ${given.kind}; known are ${Object.keys(faultKinds).join(', ')}`)
      count += 1
      const fault: Fault = { ...given, id: given.id ?? `fault-${count}` }
      active = active.filter((other) => other.fault.id !== fault.id)
      active.push({
        fault,
        pattern: patternOf(fault.route),
        random: seededRandom(seed * 7919 + (fault.seed ?? count) * 104_729),
        addedAt: now(),
        matches: 0,
        strikes: 0,
        firstStrikeAt: undefined,
      })
      return fault
    },
    remove(id) {
      const before = active.length
      active = active.filter((other) => other.fault.id !== id)
      return active.length < before
    },
    clear() {
      active = []
    },
    list: () => active.map(({ fault, matches, strikes }) => ({ ...fault, matches, strikes })),
    strike(request) {
      const names = [request.path, canonicalPath(request.path)].map((path) => `${request.method} ${path}`)
      return active.flatMap((entry) => {
        const { fault } = entry
        if (!names.some((name) => entry.pattern.test(name))) return []
        if (fault.siteId !== undefined && fault.siteId !== request.siteId) return []
        if (fault.bodyIncludes !== undefined && !request.body.includes(fault.bodyIncludes)) return []
        if (now() < entry.addedAt + (fault.afterMs ?? 0)) return []
        if (isOver(entry, now())) return []
        entry.matches += 1
        if (!isDue(entry)) return []
        entry.strikes += 1
        entry.firstStrikeAt ??= now()
        return [{ fault, random: entry.random }]
      })
    },
  }
}

function isOver({ fault, firstStrikeAt }: Active, nowMs: number): boolean {
  if (fault.forMs === undefined || firstStrikeAt === undefined) return false
  return nowMs >= firstStrikeAt + fault.forMs
}

function isDue({ fault, matches, strikes, random }: Active): boolean {
  // The draw comes first, so that `times` does not shift the sequence of chances.
  const isLucky = fault.probability === undefined || random() < fault.probability
  if (fault.times !== undefined && strikes >= fault.times) return false
  if (fault.nth !== undefined && ![fault.nth].flat().includes(matches)) return false
  return isLucky
}

function patternOf(route: string): RegExp {
  // A path never ends in a slash, so one at the end can only close an expression.
  const regex = /^\/(.*)\/(i?)$/.exec(route)
  if (regex) return new RegExp(regex[1]!, regex[2])
  const glob = route.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${/^[A-Z]+ /.test(route) ? '' : '.*'}${glob}$`)
}
