// A multipart body that is produced while it is sent, so that a file of any size takes no memory.
import { randomUUID } from 'node:crypto'

export interface MultipartFile {
  name: string
  content: AsyncIterable<Uint8Array>
}

/** The fields come before the file, where a streaming reader needs them. */
export function toMultipart(
  fields: Record<string, string>,
  file: MultipartFile,
  onSent: (bytes: number) => void,
): { contentType: string; body: ReadableStream<Uint8Array> } {
  const boundary = `seomatic-${randomUUID()}`
  const encoder = new TextEncoder()

  async function* parts(): AsyncGenerator<Uint8Array> {
    for (const [name, value] of Object.entries(fields)) {
      yield encoder.encode(
        `--${boundary}\r\ncontent-disposition: form-data; name="${quote(name)}"\r\n\r\n${value}\r\n`,
      )
    }
    yield encoder.encode(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quote(file.name)}"\r\n` +
        'content-type: application/octet-stream\r\n\r\n',
    )
    let sent = 0
    for await (const chunk of file.content) {
      yield chunk
      sent += chunk.length
      onSent(sent)
    }
    yield encoder.encode(`\r\n--${boundary}--\r\n`)
  }

  return { contentType: `multipart/form-data; boundary=${boundary}`, body: ReadableStream.from(parts()) }
}

/** As browsers write names in a header. */
function quote(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
