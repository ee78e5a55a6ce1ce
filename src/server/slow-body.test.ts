import { readdirSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../test/helpers/app.ts'

let app: TestApp
const open: Socket[] = []
beforeAll(async () => {
  app = await startTestApp({ listen: true })
})
afterEach(() => {
  vi.useRealTimers()
  for (const socket of open.splice(0)) socket.destroy()
})
afterAll(() => app.close())

/** An upload of which only the beginning is sent; minutes pass as the test says. */
async function beginUpload(content: string) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  open.push(socket)
  const got = { text: '', isClosed: false }
  socket.on('data', (part) => {
    got.text += String(part)
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    got.isClosed = true
  })
  socket.write(
    `POST /api/imports HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${app.token}\r\n` +
      'content-type: multipart/form-data; boundary=edge\r\ntransfer-encoding: chunked\r\n\r\n',
  )
  const send = (text: string) => socket.write(`${text.length.toString(16)}\r\n${text}\r\n`)
  send(`--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${content}`)
  await vi.waitFor(() => expect(uploads()).toHaveLength(1), 20_000)
  return { got, send }
}

const uploads = () => readdirSync(join(app.config.dataDir, 'uploads'), { recursive: true })

const uploadedBytes = () => statSync(join(app.config.dataDir, 'uploads', String(uploads()[0]))).size

test('an upload that stalls is cut, and nothing of it stays', async () => {
  const { got } = await beginUpload('code,name\nA,Al')
  vi.advanceTimersByTime(60_000)
  vi.advanceTimersByTime(60_000)
  await vi.waitFor(() => expect(got.isClosed).toBe(true), 20_000)
  expect(got.text).toContain('408')
  expect(got.text).toContain('The upload stopped')
  await vi.waitFor(() => expect(uploads()).toEqual([]), 20_000)
})

test('one that drips a byte now and then is cut too', async () => {
  const { got, send } = await beginUpload('code,name\n')
  for (let minute = 0; minute < 2; minute++) {
    send('x')
    await new Promise((resolve) => setTimeout(resolve, 30))
    vi.advanceTimersByTime(60_000)
  }
  await vi.waitFor(() => expect(got.text).toContain('The upload stopped'), 20_000)
  await vi.waitFor(() => expect(uploads()).toEqual([]), 20_000)
})

test('one that goes on arriving may take any number of minutes', async () => {
  const { got, send } = await beginUpload('code,name\n')
  for (let minute = 0; minute < 5; minute++) {
    send(`${'A'.repeat(20_000)},x\n`)
    await vi.waitFor(() => expect(uploadedBytes()).toBeGreaterThan((minute + 1) * 20_000 - 2_000), 20_000)
    vi.advanceTimersByTime(60_000)
  }
  expect(got).toEqual({ text: '', isClosed: false })
  send('\r\n--edge--\r\n')
  open[0]!.write('0\r\n\r\n')
  await vi.waitFor(() => expect(got.text).toContain('202'), 20_000)
})
