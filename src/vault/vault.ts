// Seals secrets of any noun and opens them again. A sealed text is bound to its table, column and row: copied
// elsewhere it does not open.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { type Cipher, isSealed } from './cipher.ts'
import { holdKey } from './key-table.ts'
import { placeIn, type SealedColumn } from './sealed-columns.ts'

export type Lock = 'other_key' | 'damaged'

/** The secrets of one column. */
export interface Safe {
  /**
   * The text to store in that row. Inside the transaction that stores it, so that a rotation, which ends with
   * forgetting the old key, waits for it or makes it seal with the new one. Fails with `key_missing` when the key
   * was replaced and this process does not have the new one.
   */
  seal(tx: Queries, rowId: string, secret: string): Promise<string>
  /** Fails with `key_missing` when another key sealed it, or when it was tampered with. */
  open(rowId: string, sealed: string): string
  /** Why it does not open: its key is not here, or it was changed outside. Null when it opens. */
  lockOf(rowId: string, sealed: string): Lock | null
}

export interface Vault {
  /** `column` is one of those the vault was made with; one that rotation would not find is refused. */
  safe(column: SealedColumn): Safe
}

/** `columns`: every place where sealed texts are stored. */
export function createVault(cipher: Cipher, columns: readonly SealedColumn[]): Vault {
  return {
    safe(column) {
      if (!columns.some((one) => one.table === column.table && one.column === column.column)) {
        throw new AppError(
          'internal',
          `Secrets cannot be kept in ${column.table}.${column.column}: the vault was not told of that column, so a rotation would lose them. Add it to the sealed columns of the program.`,
        )
      }
      return {
        async seal(tx, rowId, secret) {
          await holdCurrentKey(tx, cipher)
          return cipher.seal(secret, placeIn(column, rowId))
        },
        open: (rowId, sealed) => cipher.open(sealed, placeIn(column, rowId)),
        lockOf(rowId, sealed) {
          if (!cipher.canOpen(sealed)) return isSealed(sealed) ? 'other_key' : 'damaged'
          try {
            cipher.open(sealed, placeIn(column, rowId))
            return null
          } catch {
            return 'damaged'
          }
        },
      }
    },
  }
}

async function holdCurrentKey(tx: Queries, cipher: Cipher): Promise<void> {
  if (await holdKey(tx, cipher.keyId)) return
  cipher.reload()
  if (await holdKey(tx, cipher.keyId)) return
  throw new AppError(
    'key_missing',
    'The encryption key was replaced while this program was running. Start it again with the new key; nothing was stored.',
  )
}
