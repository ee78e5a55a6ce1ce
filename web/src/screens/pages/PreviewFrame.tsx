// The page as Wix will show it, in a frame that can do nothing: no scripts, no origin, no requests but images.
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { styleNonce } from '../../theme/nonce.ts'
import classes from './Preview.module.css'

export type Device = 'desktop' | 'phone'

/** Pixels of the window that a page is shown in. */
const widths: Readonly<Record<Device, number>> = { desktop: 780, phone: 390 }

// As a site has it that nobody has designed yet: the letters, sizes and the width of the text that Wix begins with.
const style = `
  body { margin: 0; padding: 40px 24px 64px; font: 18px/1.6 'Wix Madefor Text', 'Helvetica Neue', Helvetica, Arial, sans-serif; color: #0b0b0d; background: #fff; overflow-wrap: anywhere; -webkit-font-smoothing: antialiased; }
  article { max-width: 740px; margin: 0 auto; }
  h1, h2, h3, h4, h5, h6 { font-family: 'Wix Madefor Display', 'Helvetica Neue', Helvetica, Arial, sans-serif; font-weight: 700; line-height: 1.25; margin: 1.6em 0 .55em; }
  h1 { font-size: 40px; margin-top: 0; letter-spacing: -.01em; } h2 { font-size: 28px; } h3 { font-size: 22px; } h4, h5, h6 { font-size: 18px; }
  p, ul, ol, table, pre, blockquote, details { margin: 0 0 1.1em; }
  table { border-collapse: collapse; width: 100%; font-size: 16px; }
  th, td { border: 1px solid #dfe1e6; padding: 10px 14px; vertical-align: top; }
  th { font-weight: 600; background: #f7f8fa; }
  td > :last-child, th > :last-child { margin-bottom: 0; }
  pre { background: #f5f5f7; padding: 16px; overflow: auto; font-size: 14px; }
  blockquote { border-left: 3px solid #116dff; padding-left: 18px; margin-left: 0; font-size: 20px; color: #2b2d33; }
  figure { margin: 0 0 1.4em; } img { max-width: 100%; height: auto; }
  figcaption { font-size: 14px; color: #6b6f7a; text-align: center; }
  details { border-bottom: 1px solid #dfe1e6; padding: 2px 0 12px; margin-bottom: 8px; } summary { font-weight: 600; padding: 10px 0; cursor: pointer; }
  dt { margin-top: 1.1em; font: 600 14px/1.4 'Helvetica Neue', Helvetica, Arial, sans-serif; color: #6b6f7a; }
  dd { margin: .15em 0 0; } dd > :first-child { margin-top: 0; } dd > :last-child { margin-bottom: 0; }
  h1, h2, h3, h4, h5, h6, p, li, th, td, blockquote, figcaption, summary, dt { unicode-bidi: plaintext; text-align: start; }
  hr { border: 0; border-top: 1px solid #dfe1e6; margin: 2.2em 0; }
  a { color: #116dff; }
  @media (max-width: 640px) {
    body { padding: 20px 18px 40px; font-size: 16px; }
    h1 { font-size: 28px; } h2 { font-size: 22px; } h3 { font-size: 19px; }
    table { font-size: 14px; } th, td { padding: 8px 10px; } blockquote { font-size: 17px; }
  }
`

/** Han characters are drawn differently for each of these; other scripts find their letters without a language. */
export function languageOf(text: string): 'ja' | 'ko' | 'zh' | null {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja'
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  return /\p{Script=Han}/u.test(text) ? 'zh' : null
}

/** The document of the frame. `html` has been made safe by the server; the frame does not rely on that. */
export function frameDocument(html: string): string {
  const policy = `default-src 'none'; img-src https: data:; style-src 'nonce-${styleNonce}'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'`
  const language = languageOf(html)
  return `<!doctype html><html${language === null ? '' : ` lang="${language}"`}><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Preview</title><style nonce="${styleNonce}">${style}</style></head><body>${html}</body></html>`
}

interface Props {
  title: string
  html: string
  /** Shown as on a screen of this width, made smaller where there is less room; left out, as wide as there is room. */
  device?: Device
}

export function PreviewFrame({ title, html, device }: Props) {
  const frame = (
    <iframe
      className={classes.frame}
      title={`Preview of ${title || 'the page'}`}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={frameDocument(html)}
    />
  )
  return device ? (
    <Scaled width={widths[device]} device={device}>
      {frame}
    </Scaled>
  ) : (
    frame
  )
}

/** As wide as a device, and as much smaller as the room demands. */
function Scaled({ width, device, children }: { width: number; device: Device; children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width, height: 0 })
  useLayoutEffect(() => {
    const element = room.current
    if (!element) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const scale = Math.min(1, size.width > 0 ? size.width / width : 1)
  return (
    <div className={classes.room} ref={room}>
      <div
        className={classes.device}
        data-device={device}
        style={{
          inlineSize: width,
          blockSize: size.height > 0 ? size.height / scale : '100%',
          transform: `translateX(-50%) scale(${scale})`,
        }}
      >
        {children}
      </div>
    </div>
  )
}
