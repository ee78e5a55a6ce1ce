// The page as Wix will show it, in a frame that can do nothing: no scripts, no origin, no requests but images.
import { styleNonce } from '../../theme/nonce.ts'
import classes from './Preview.module.css'

const style = `
  body { margin: 0; padding: 24px 28px 40px; font: 16px/1.65 Georgia, 'Times New Roman', serif; color: #1d1d1f; background: #fff; overflow-wrap: anywhere; }
  h1, h2, h3, h4, h5, h6 { font-family: -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; line-height: 1.25; margin: 1.5em 0 .5em; letter-spacing: -.01em; }
  h1 { font-size: 28px; margin-top: 0; } h2 { font-size: 22px; } h3 { font-size: 18px; }
  p, ul, ol, table, pre, blockquote { margin: 0 0 1em; }
  table { border-collapse: collapse; width: 100%; font-size: 15px; }
  th, td { border: 1px solid #ddd; padding: 7px 10px; text-align: left; vertical-align: top; }
  td > :last-child, th > :last-child { margin-bottom: 0; }
  pre { background: #f5f5f7; padding: 14px; overflow: auto; font-size: 13px; }
  blockquote { border-left: 3px solid #ccc; padding-left: 16px; margin-left: 0; color: #555; }
  figure { margin: 0 0 1em; } img { max-width: 100%; height: auto; }
  dt { margin-top: 1.1em; font: 600 13px/1.4 -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; color: #6b6b73; }
  dd { margin: .15em 0 0; } dd > :first-child { margin-top: 0; } dd > :last-child { margin-bottom: 0; }
  hr { border: 0; border-top: 1px solid #ddd; margin: 2em 0; }
  a { color: #1d4ed8; }
`

/** The document of the frame. `html` has been made safe by the server; the frame does not rely on that. */
export function frameDocument(html: string): string {
  const policy = `default-src 'none'; img-src https: data:; style-src 'nonce-${styleNonce}'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Preview</title><style nonce="${styleNonce}">${style}</style></head><body>${html}</body></html>`
}

export function PreviewFrame({ title, html }: { title: string; html: string }) {
  return (
    <iframe
      className={classes.frame}
      title={`Preview of ${title || 'the page'}`}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={frameDocument(html)}
    />
  )
}
