// An append-only file of JSON lines. One line is one request's writes, so a torn last line loses a whole
// request that was never answered, and nothing else.

import {
  closeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const syncEveryMs = 200
const pieceBytes = 1 << 20

export interface Journal {
  /** Hands the line to the operating system before it returns: it survives kill -9 of this process. */
  append(line: string): void
  close(): void
}

/** Hands over every whole line and cuts off a torn one. Reads in pieces: a journal may outgrow any buffer. */
export function readJournal(dir: string, onLine: (line: string) => void): void {
  mkdirSync(dir, { recursive: true })
  const fd = openSync(join(dir, 'journal.jsonl'), 'a+')
  const piece = Buffer.alloc(pieceBytes)
  let rest: Buffer[] = []
  let whole = 0
  let position = 0
  try {
    for (let read = readSync(fd, piece, 0, pieceBytes, 0); read > 0; ) {
      let from = 0
      for (let to = piece.indexOf(0x0a); to !== -1 && to < read; to = piece.indexOf(0x0a, from)) {
        onLine(Buffer.concat([...rest, piece.subarray(from, to)]).toString('utf8'))
        rest = []
        from = to + 1
        whole = position + from
      }
      rest.push(Buffer.from(piece.subarray(from, read)))
      position += read
      read = readSync(fd, piece, 0, pieceBytes, position)
    }
    if (whole < position) ftruncateSync(fd, whole)
  } finally {
    closeSync(fd)
  }
}

/** Replaces the journal by a shorter one that says the same. */
export function rewriteJournal(dir: string, lines: Iterable<string>): void {
  const next = join(dir, 'journal.next')
  const fd = openSync(next, 'w')
  for (const line of lines) writeSync(fd, `${line}\n`)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(next, join(dir, 'journal.jsonl'))
}

export function openJournal(dir: string): Journal {
  const fd = openSync(join(dir, 'journal.jsonl'), 'a')
  let isDirty = false
  let isSyncing = false
  // Against power loss; against the death of this process the plain write is enough.
  const timer = setInterval(() => {
    if (!isDirty || isSyncing) return
    isDirty = false
    isSyncing = true
    fdatasync(fd, () => {
      isSyncing = false
    })
  }, syncEveryMs)
  timer.unref()
  return {
    append(line) {
      const bytes = Buffer.from(`${line}\n`)
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
      isDirty = true
    },
    close() {
      clearInterval(timer)
      fsyncSync(fd)
      closeSync(fd)
    },
  }
}
