// Puts a new encryption key in the place of the one in use, while everything goes on. At any moment the keys at hand
// open everything stored, so it may be killed anywhere; the next start (or the next rotation) finishes it.
import { randomBytes } from 'node:crypto'
import type { EncryptionKeyState, Rotation } from '../api/key.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Cipher } from './cipher.ts'
import { parseKey, readKeyFile, writeKeyFile } from './key-file.ts'
import { deleteKeys, findKeptCopy, listKeys, lockKeys, markCopyKept } from './key-table.ts'
import { introduceKey, type MasterKey } from './master-key.ts'
import { countByKey, isAnySealedWith, resealSome, type SealedColumn } from './sealed-columns.ts'

export interface RotationDeps {
  database: Database
  masterKey: MasterKey
  /** Every place where sealed texts are stored. */
  columns: readonly SealedColumn[]
  /** Told at every step; crash tests end the process there. */
  onStep?: (step: string) => void
}

const rowsAtOnce = 25

export type KeyRotation = ReturnType<typeof createKeyRotation>

export function createKeyRotation({ database, masterKey, columns, onStep = () => undefined }: RotationDeps) {
  const { cipher, path } = masterKey
  let running: Promise<unknown> = Promise.resolve()

  /** One rotation after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = running.then(work)
    running = next.catch(() => undefined)
    return next
  }

  /** Seals with the first key whatever the others still open, and then forgets the others. */
  async function finish(): Promise<number> {
    let resealed = 0
    for (;;) {
      const others = cipher.keyIds().slice(1)
      const done = await database.transaction((tx) => resealSome(tx, columns, cipher, others, rowsAtOnce))
      resealed += done
      onStep(`resealed ${resealed}`)
      if (done === 0 && (await database.transaction((tx) => forget(tx, columns, others)))) break
    }
    onStep('forgotten')
    if (path === null) return resealed
    const [current] = readKeyFile(path) ?? []
    if (current && cipher.keyIds().length > 1) {
      writeKeyFile(path, [current])
      onStep('file cleaned')
      cipher.use([current])
    }
    return resealed
  }

  async function begin(given: string | undefined): Promise<void> {
    if (path === null) return assertEnvironment(given, cipher)
    const current = readKeyFile(path)?.[0]
    if (!current) throw new AppError('key_missing', `The file ${path} is gone. Put it back, and try again.`)
    const next = given === undefined ? randomBytes(32) : readGiven(given)
    if (next.equals(current))
      throw new AppError('conflict', 'This key is the one in use already. Nothing was changed.')
    onStep('started')
    writeKeyFile(path, [next, current])
    onStep('file written')
    cipher.use([next, current])
    await introduceKey(database, cipher, await listKeys(database))
    onStep('introduced')
  }

  const state = () => readState({ database, masterKey, columns })

  return {
    state,

    /** Somebody has put a copy of the key in use somewhere else. A new key has none again. */
    keepCopy: async (by: string): Promise<EncryptionKeyState> => {
      await markCopyKept(database, cipher.keyId, by)
      return state()
    },

    /** After a start: ends a rotation that was killed. With keys from the environment someone has to ask for it. */
    resume: () => inTurn(async () => (path !== null && cipher.keyIds().length > 1 ? await finish() : 0)),

    /** `key`: 32 bytes in base64; generated unless given. Returns when nothing needs the old key any more. */
    rotate: (key?: string): Promise<Rotation> =>
      inTurn(async () => {
        // One that was killed ends first, so that there are never more than two keys.
        const before = path !== null && cipher.keyIds().length > 1 ? await finish() : 0
        await begin(key)
        const resealed = before + (await finish())
        return { ...(await state()), resealed }
      }),
  }
}

/** What no random source gives is no key either: 32 random bytes with fewer than twelve different ones do not occur. */
function readGiven(text: string): Buffer {
  const key = parseKey(text)
  if (key && key.toString('base64') === text.trim() && new Set(key).size >= 12) return key
  throw new AppError(
    'bad_request',
    'This is not an encryption key: 32 random bytes in base64 are expected (44 characters). Create one with "openssl rand -base64 32", or leave it out and one is made. Nothing was changed.',
  )
}

async function readState({ database, masterKey, columns }: RotationDeps): Promise<EncryptionKeyState> {
  const { cipher, source, path } = masterKey
  const counts = await countByKey(database, columns)
  const here = cipher.keyIds()
  const others = (await listKeys(database)).map((one) => one.key_id).filter((id) => id !== cipher.keyId)
  const lackingKeyIds = [...counts.keys()].filter((id) => id !== '' && !here.includes(id))
  const sum = (ids: string[]) => ids.reduce((all, id) => all + (counts.get(id) ?? 0), 0)
  return {
    keyId: cipher.keyId,
    source,
    path,
    copyKept: await findKeptCopy(database, cipher.keyId),
    previousKeyIds: others.filter((id) => here.includes(id)),
    sealed: sum([cipher.keyId]),
    waiting: sum(here.slice(1)),
    locked: sum(lackingKeyIds),
    lackingKeyIds,
    damaged: sum(['']),
  }
}

/** False when someone sealed with an old key meanwhile. Whoever seals holds a share of the row of the key. */
async function forget(tx: Tx, columns: readonly SealedColumn[], keyIds: string[]): Promise<boolean> {
  await lockKeys(tx)
  if (await isAnySealedWith(tx, columns, keyIds)) return false
  await deleteKeys(tx, keyIds)
  return true
}

/** The environment is not ours to write: there the new key comes first, and a rotation only seals. */
function assertEnvironment(given: string | undefined, cipher: Cipher): void {
  if (given === undefined && cipher.keyIds().length > 1) return
  throw new AppError(
    'conflict',
    'The encryption key comes from APP_ENCRYPTION_KEY, which this program cannot change. Create a new key with "openssl rand -base64 32". Set APP_ENCRYPTION_KEY to it and APP_ENCRYPTION_KEY_PREVIOUS to the current one, start every process again, and run "seomatic keys rotate" once more. Afterwards remove APP_ENCRYPTION_KEY_PREVIOUS.',
  )
}
