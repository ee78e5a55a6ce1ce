import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { PreviewFrame } from './PreviewFrame.tsx'

describe('the preview frame', () => {
  it('can run nothing, is of no origin, and carries its own policy', () => {
    render(<PreviewFrame title="A page" html="<p>Text</p><script>parent.alert(1)</script>" />)
    const frame = screen.getByTitle('Preview of A page')
    expect(frame.getAttribute('sandbox')).toBe('')
    const document = frame.getAttribute('srcdoc') ?? ''
    expect(document.indexOf('Content-Security-Policy')).toBeLessThan(document.indexOf('<p>Text</p>'))
    expect(document).toContain("default-src 'none'")
    expect(document).not.toContain('script-src')
  })
})
