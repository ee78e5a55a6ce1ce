// How a source stands, in a sign and a word. Pure.
import type { Source } from '../../../../src/api/source.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'

const looks: Record<Source['state'], { tone: Tone; sign: Sign; word: string }> = {
  active: { tone: 'good', sign: 'check', word: 'Connected' },
  failing: { tone: 'bad', sign: 'cross', word: 'Failing' },
  paused: { tone: 'quiet', sign: 'pause', word: 'Paused' },
}

export const sourceStates = Object.keys(looks) as Source['state'][]

export function sourceLook({ state }: Pick<Source, 'state'>) {
  return looks[state]
}
