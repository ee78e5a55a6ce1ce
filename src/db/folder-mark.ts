// A mark outside the database, by which a restored, copied or moved one shows itself. The data folder has a file with a
// word that the database knows too and that changes with every start, plan and run: an older database knows an older word.
// The database also knows which file it is, since a copy of the whole folder brings its file along.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Logger } from '../logger.ts'
import { newId } from './id.ts'
import type { Database, Queries, Tx } from './types.ts'

export interface FolderMark {
  /**
   * Call before and after whatever must not be forgotten: a database from before it is then known as older. One that
   * was put in place of another while the program runs is noticed here too.
   */
  renew(): Promise<void>
}

interface MarkFile {
  id: string
  word: string
}

/** Notices whether folder and database belong together, and makes both new. */
export async function openFolderMark(
  database: Database,
  dataDir: string,
  logger: Logger,
): Promise<FolderMark> {
  const path = join(dataDir, 'folder-mark.json')
  const file = readMark(path)
  const isKnown = file !== null && (await isAsLeft(database, path, file))
  const id = isKnown ? file.id : newId('folder')
  if (!isKnown) {
    const { rowCount } = await database.query('select 1 from data_folders limit 1')
    await doubt(database, id)
    if (file !== null || rowCount > 0) logger.warn(restored)
  }
  const attempt = (work: (tx: Tx) => Promise<void>) =>
    database
      .transaction(work)
      // Then a database restored to just before is not noticed: no reason to stop what is under way.
      .catch((error: unknown) => logger.warn({ err: error }, 'the mark of the data folder was not renewed'))
  const renew = () =>
    attempt(async (tx) => {
      if (await renewMark(tx, path)) logger.warn(restored)
    })
  await (isKnown ? renew() : attempt((tx) => writeBoth(tx, path, id)))
  return { renew }
}

const restored =
  'The database or the data folder was restored, copied or moved since it was used last. What was published meanwhile is looked for on each site before anything is created.'

/** When it was noticed last that the database may be older than what was published from it; null: never. */
export async function doubtedAt(queries: Queries): Promise<Date | null> {
  const { rows } = await queries.query<{ at: string | null }>(
    'select max(doubted_at) as at from data_folders',
  )
  return rows[0]?.at ? new Date(rows[0].at) : null
}

async function isAsLeft(queries: Queries, path: string, { id, word }: MarkFile): Promise<boolean> {
  const known = await knownOf(queries, id)
  return known?.word === word && known.identity === identityOf(path)
}

async function knownOf(
  queries: Queries,
  id: string,
): Promise<{ word: string; identity: string } | undefined> {
  const { rows } = await queries.query<{ word: string; identity: string }>(
    'select word, identity from data_folders where id = $1',
    [id],
  )
  return rows[0]
}

/** A folder that was copied gets an id of its own: the one it came from may still be in use with the same database. */
async function doubt(queries: Queries, id: string): Promise<void> {
  await queries.query(
    `insert into data_folders (id, word, identity, doubted_at) values ($1, '', '', $2::timestamptz)`,
    [id, queries.now()],
  )
}

/** Returns whether folder and database no longer belonged together. */
async function renewMark(tx: Tx, path: string): Promise<boolean> {
  // Whoever shares folder and database writes both before the next one looks.
  await tx.query('lock table data_folders in share row exclusive mode')
  const file = readMark(path)
  // By the word alone: of inode and time, some disks on a network say another thing a moment later.
  const isKnown = file !== null && (await knownOf(tx, file.id))?.word === file.word
  const id = isKnown ? file.id : newId('folder')
  if (!isKnown) await doubt(tx, id)
  await writeBoth(tx, path, id)
  return !isKnown
}

/** Ends between the two at worst, and then there is one look too many. */
async function writeBoth(tx: Tx, path: string, id: string): Promise<void> {
  const word = newId('word')
  const file: MarkFile = { id, word }
  // Beside a PostgreSQL server nothing else may have needed the folder yet.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // In place, so that it stays the same file.
  writeFileSync(path, `${JSON.stringify(file)}\n`, { mode: 0o600 })
  await tx.query('update data_folders set word = $2, identity = $3 where id = $1', [
    id,
    word,
    identityOf(path),
  ])
}

function readMark(path: string): MarkFile | null {
  try {
    const { id, word } = JSON.parse(readFileSync(path, 'utf8')) as Partial<MarkFile>
    return typeof id === 'string' && typeof word === 'string' ? { id, word } : null
  } catch {
    // Not there, or damaged: nobody can say what the folder knew.
    return null
  }
}

/** Of the file and its last change, which no copy can bring along: `cp -a` and `tar` set everything else. */
function identityOf(path: string): string {
  const { ino, ctimeNs } = statSync(path, { bigint: true })
  return `${ino} ${ctimeNs}`
}
