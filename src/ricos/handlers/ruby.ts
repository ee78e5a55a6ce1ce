// Ruby: the reading of a word, in brackets behind it. `rp` is left out, so that the brackets are always ours.
import { type Handlers, same } from './handler.ts'

export const ruby: Handlers = {
  ruby: { display: 'inline', loss: 'ruby-inlined' },
  ...same('rb rtc', { display: 'inline' }),
  rt: {
    display: 'inline',
    enter(_element, conversion) {
      conversion.text('(')
      return undefined
    },
    leave(_element, conversion) {
      conversion.text(')')
    },
  },
}
