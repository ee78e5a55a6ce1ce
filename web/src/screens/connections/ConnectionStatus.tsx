import type { Connection } from '../../../../src/api/connection.ts'
import { counted } from '../../ui/format.ts'
import { type Sign, Status, type Tone } from '../../ui/Status.tsx'
import classes from './Connections.module.css'

function missingPermissions({ permissions }: Connection): number {
  return permissions.filter((permission) => permission.state === 'missing').length
}

function looksOf(connection: Connection): { tone: Tone; sign: Sign; word: string } {
  switch (connection.status) {
    case 'active':
      return { tone: 'good', sign: 'check', word: 'Active' }
    case 'limited': {
      const missing = missingPermissions(connection)
      const word = missing > 0 ? `Limited: ${counted(missing, 'permission')} missing` : 'Limited'
      return { tone: 'warn', sign: 'warning', word }
    }
    case 'needs_attention':
      return { tone: 'bad', sign: 'cross', word: 'Needs attention' }
    case 'locked':
      return { tone: 'bad', sign: 'lock', word: 'Locked: key missing' }
    case 'not_verified':
      return { tone: 'quiet', sign: 'dashed', word: 'Not verified' }
  }
}

/** The health of a connection as sign and word, in its colour. */
export function ConnectionStatus({ connection, busy }: { connection: Connection; busy: boolean }) {
  const { tone, sign, word } = busy
    ? ({ tone: 'accent', sign: 'busy', word: 'Checking' } as const)
    : looksOf(connection)
  return (
    <span className={classes.health} data-tone={tone}>
      <Status tone={tone} sign={sign}>
        {word}
      </Status>
    </span>
  )
}
