import { describe, expect, it } from 'vitest'
import { cleanHtml } from './clean-html.ts'

describe('what is pasted', () => {
  it('comes from Google Docs with its marks and without its wrapper', () => {
    const html =
      '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1"><span style="font-size:20pt">Title</span></h2><p dir="ltr"><span style="font-weight:700">Bold</span><span> and </span><span style="font-style:italic">not</span></p></b>'
    expect(cleanHtml(html)).toBe('<h2>Title</h2><p><strong>Bold</strong> and <em>not</em></p>')
  })

  it('comes from Word with real lists, and without its comments and empty lines', () => {
    const html =
      '<html><head><style>p{}</style></head><body><!--StartFragment--><p class=MsoNormal>Text<o:p></o:p></p>' +
      "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>   </span></span>One</p>" +
      "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p><p class=MsoNormal>&nbsp;</p><!--EndFragment--></body></html>"
    expect(cleanHtml(html)).toBe('<p>Text</p><ul><li>One</li><li>Two</li></ul>')
  })

  it('brings no scripts, frames or handlers along', () => {
    expect(cleanHtml('<p onclick="x()">a<script>b</script><iframe src=c></iframe></p>')).toBe('<p>a</p>')
  })
})
