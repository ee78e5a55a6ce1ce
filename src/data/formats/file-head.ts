import { open } from 'node:fs/promises'

/** Enough to tell kinds of files, encodings and delimiters apart. Bytes. */
const headBytes = 65_536

export function readHead(path: string): Promise<Buffer> {
  return readSlice(path, 0, headBytes)
}

/** Fewer bytes than asked for at the end of the file. */
export async function readSlice(path: string, position: number, size: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
