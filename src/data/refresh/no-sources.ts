// Where there are uploads alone.
import type { ImportSources } from '../imports/import-source.ts'
import { SourceError } from '../source-error.ts'

export const noSources: ImportSources = {
  fetch: async () => {
    throw new SourceError('source_gone', 'The source of this import is not there any more. Connect it again.')
  },
  applied: async () => {},
  unchanged: async () => {},
  held: async () => {},
  refused: async () => {},
  discarded: async () => {},
}
