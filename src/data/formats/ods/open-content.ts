// The content of an OpenDocument spreadsheet, streamed.
import { SourceError } from '../../source-error.ts'
import { encrypted, openArchive, type PartLimits } from '../archive.ts'
import type { TableFile } from '../format.ts'
import { createXmlReader, type XmlHandlers } from '../xml-events.ts'

/** Bytes of the file. Beyond it, CSV and XLSX are quicker: all sheets stand in one part that has to be read to the end. */
const mostBytes = 20_000_000
/** Rows that are all the same are written once, so that what is there packs no better than other texts. */
const contentPart: PartLimits = { bytes: 1_500_000_000, ratio: 300 }
const manifestPart: PartLimits = { bytes: 8_000_000, ratio: 200 }

/** Yields how much of the content was read so far, 0 to 1. */
export async function* walkContent(
  { path, bytes }: TableFile,
  handlers: XmlHandlers,
  signal: AbortSignal,
): AsyncGenerator<number> {
  if (bytes > mostBytes) {
    throw new SourceError(
      'too_large',
      `OpenDocument spreadsheets of up to ${mostBytes / 1_000_000} MB are read. Save the sheet as CSV or as an Excel workbook (XLSX), which may be larger.`,
    )
  }
  const archive = await openArchive(path, 'spreadsheet')
  try {
    if (archive.has('encrypted-package')) throw encrypted('spreadsheet')
    if (archive.has('META-INF/manifest.xml')) {
      await refuseEncrypted(archive.read('META-INF/manifest.xml', manifestPart, signal))
    }
    const total = Math.max(1, archive.sizeOf('content.xml'))
    const reader = createXmlReader(handlers, { what: 'spreadsheet' })
    let done = 0
    for await (const chunk of archive.read('content.xml', contentPart, signal)) {
      reader.write(chunk)
      done += chunk.length
      yield done / total
    }
    reader.end()
  } finally {
    archive.close()
  }
}

async function refuseEncrypted(manifest: AsyncIterable<Buffer>): Promise<void> {
  const reader = createXmlReader(
    {
      open(name) {
        if (name === 'manifest:encryption-data') throw encrypted('spreadsheet')
      },
      text() {},
      close() {},
    },
    { what: 'spreadsheet' },
  )
  for await (const chunk of manifest) reader.write(chunk)
  reader.end()
}
