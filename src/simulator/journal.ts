// An append-only file of JSON lines. One line is one request's writes, so a torn last line loses a whole
// request that was never answered, and nothing else.

import {
  closeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const syncEveryMs = 200

export interface Journal {
  /** Hands the line to the operating system before it returns: it survives kill -9 of this process. */
  append(line: string): void
  close(): void
}

/** Reads every whole line and cuts off a torn one. */
export function readJournal(dir: string): string[] {
  mkdirSync(dir, { recursive: true })
  const fd = openSync(join(dir, 'journal.jsonl'), 'a+')
  try {
    const content = readFileSync(fd)
    const end = content.lastIndexOf(0x0a) + 1
    if (end < content.length) ftruncateSync(fd, end)
    const lines: string[] = []
    for (let from = 0; from < end; ) {
      const to = content.indexOf(0x0a, from)
      lines.push(content.toString('utf8', from, to))
      from = to + 1
    }
    return lines
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
