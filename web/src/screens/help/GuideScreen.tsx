import { useQuery } from '@tanstack/react-query'
import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { type MouseEvent, useEffect, useRef } from 'react'
import { guideQuery } from '../../queries/guides.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import classes from './Help.module.css'

const parent = { to: '/help', label: 'Help' } as const

/** One guide, with its parts beside it. Links to other guides stay inside. */
export function GuideScreen() {
  const { guide: id } = useParams({ from: '/shell/help/$guide' })
  const query = useQuery(guideQuery(id))
  const article = useRef<HTMLElement>(null)
  const { hash } = useLocation()
  useScrollTo(article, hash, query.data?.html)
  const follow = useFollow()
  if (query.data === undefined) {
    return (
      <Page title="Guide" parent={parent}>
        {query.error ? (
          <ErrorState
            title="The guide could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <BlockSkeleton lines={12} />
        )}
      </Page>
    )
  }
  const { title, text, html, headings } = query.data
  return (
    <Page title={title} parent={parent} lead={text || undefined}>
      <div className={classes.guide}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys that follow a link click it */}
        <article
          ref={article}
          className={classes.article}
          onClick={follow}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own pages, rendered by the server without raw HTML
          dangerouslySetInnerHTML={{ __html: html }}
        />
        {headings.length > 1 && (
          <nav aria-label="In this guide" className={classes.contents}>
            <h2>In this guide</h2>
            <ul>
              {headings.map(({ anchor, title: heading }) => (
                <li key={anchor}>
                  <a href={`#${anchor}`}>{heading}</a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </Page>
  )
}

/** The place that the address names comes into view once the guide is there, and is marked for a moment. */
function useScrollTo(article: { current: HTMLElement | null }, hash: string, html: string | undefined) {
  useEffect(() => {
    if (hash === '' || html === undefined) return
    const place = document.getElementById(decodeURIComponent(hash))
    if (!place || !article.current?.contains(place)) return
    const named = place.closest('tr') ?? place
    named.scrollIntoView({ block: 'start' })
    named.setAttribute('data-named', '')
    return () => named.removeAttribute('data-named')
  }, [article, hash, html])
}

function useFollow() {
  const router = useRouter()
  return (event: MouseEvent) => {
    const link = (event.target as Element).closest('a')
    const href = link?.getAttribute('href') ?? ''
    if (!href.startsWith('/help/') || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    router.history.push(href)
  }
}
