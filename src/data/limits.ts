// How large a table may be.

/** What a dataset can hold, whatever it is read from; the reasons are in docs/decisions. */
export const limits = {
  columns: 500,
  rows: 1_000_000,
  /** Characters. Wix takes 500 KB for a whole item. */
  cell: 1_048_576,
  /** Characters of all cells of one row. */
  row: 4_194_304,
  headerName: 200,
  /** Bytes of an upload. */
  file: 5_000_000_000,
} as const
