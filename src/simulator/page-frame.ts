// The page around what is stored, in the look that pages of Wix have: the name of the site above, a post with its
// author and day, its categories and tags below.

export interface Content {
  title: string
  html: string
  /** Of posts. */
  author?: string
  facts?: string[]
  categories?: string[]
  tags?: string[]
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

export function frame(siteName: string, content: Content): string {
  const { title, html, author = '', facts = [], categories = [], tags = [] } = content
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style></head>
<body><p class="note">A page of the practice site, as it is stored there. It is on this machine alone.</p>
<header><b>${escaped(siteName)}</b></header>
<main>${byline(author, facts)}<h1>${escaped(title)}</h1>${html}${labels('tags', tags)}${labels('categories', categories)}</main>
<footer>© ${escaped(siteName)}</footer></body></html>
`
}

function byline(author: string, facts: string[]): string {
  if (author === '' && facts.length === 0) return ''
  const sign = author === '' ? '' : `<i>${escaped(author.charAt(0).toUpperCase())}</i>`
  const words = [author, ...facts]
    .filter((word) => word !== '')
    .map((word) => `<span>${escaped(word)}</span>`)
  return `<p class="by">${sign}${words.join('')}</p>`
}

function labels(kind: string, names: string[]): string {
  if (names.length === 0) return ''
  return `<ul class="${kind}">${names.map((name) => `<li>${escaped(name)}</li>`).join('')}</ul>`
}

// Of the page a visitor sees, whatever theme the dashboard has.
const style = `
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: #1f1f1f; font: 18px/1.7 "Avenir Next", Avenir, "Helvetica Neue", Helvetica, Arial, sans-serif; overflow-wrap: break-word }
.note { margin: 0; padding: 8px 20px; background: #fff4d6; color: #5c4400; font-size: 13px; line-height: 1.4; text-align: center }
header { padding: 26px 20px; border-bottom: 1px solid #e6e6e6; text-align: center; font-size: 22px; letter-spacing: .02em }
header b { font-weight: 500 }
main { max-width: 740px; margin: 0 auto; padding: 44px 20px 56px }
h1 { margin: 0 0 28px; font-size: 40px; font-weight: 500; line-height: 1.2; letter-spacing: -.01em }
h2 { margin: 1.5em 0 .5em; font-size: 28px; font-weight: 500; line-height: 1.3 } h3 { margin: 1.4em 0 .4em; font-size: 22px; font-weight: 500 } h4, h5, h6 { margin: 1.2em 0 .4em; font-size: 18px }
p { margin: 0 0 1em } ul, ol { margin: 0 0 1em; padding-left: 1.4em } li p { margin: 0 }
a { color: #116dff } img { max-width: 100% } hr { margin: 2.2em 0; border: 0; border-top: 1px solid #d6d6d6 }
blockquote { margin: 1.5em 0; padding-left: 20px; border-left: 3px solid #1f1f1f; font-style: italic }
pre { overflow-x: auto; padding: 16px; background: #f4f4f4; font-size: 15px }
table { width: 100%; margin: 0 0 1.2em; border-collapse: collapse; font-size: 16px } td, th { padding: 10px 14px; border: 1px solid #d6d6d6; text-align: left; vertical-align: top } td p { margin: 0 }
dt { margin-top: 1em; color: #6a6a6a; font-size: 15px } dd { margin: 0 }
.media { padding: 40px 20px; background: #f4f4f4; color: #6a6a6a; font-size: 15px; text-align: center }
.by { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; margin: 0 0 18px; color: #5a5a5a; font-size: 14px }
.by i { display: grid; place-items: center; width: 32px; height: 32px; border-radius: 50%; background: #1f1f1f; color: #fff; font-style: normal; font-size: 14px } .by span + span::before { content: "·"; margin-right: 10px }
.tags, .categories { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 36px 0 0; padding: 0; font-size: 14px } .tags li { padding: 4px 12px; border: 1px solid #d6d6d6 } .categories { margin-top: 18px; padding-top: 14px; border-top: 1px solid #e6e6e6; color: #5a5a5a }
footer { padding: 28px 20px; border-top: 1px solid #e6e6e6; color: #6a6a6a; font-size: 14px; text-align: center }
@media (max-width: 600px) { body { font-size: 16px } main { padding-top: 28px } h1 { font-size: 30px } h2 { font-size: 23px } }
`
