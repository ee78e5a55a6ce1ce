// How a page looks before anyone has opened it: in search results, and where someone shares it.
import type { PagePreview } from '../../../../src/api/page.ts'
import classes from './Preview.module.css'
import { SearchResult } from './SearchResult.tsx'
import { sharedAs } from './shared-as.ts'

export function SearchCards({ page }: { page: PagePreview }) {
  const shared = sharedAs(page)
  return (
    <div className={classes.cards}>
      <div>
        <h3>In search results</h3>
        <SearchResult {...page.search} />
      </div>
      <div>
        <h3>Shared as a link</h3>
        <Card {...shared} />
      </div>
      <div>
        <h3>Shared in a message</h3>
        <Card {...shared} isSmall />
      </div>
    </div>
  )
}

interface CardProps {
  title: string
  text: string
  host: string
  picture: string | null
  isSmall?: boolean
}

function Card({ title, text, host, picture, isSmall = false }: CardProps) {
  return (
    <article className={`${classes.social} ${isSmall ? classes.small : ''}`}>
      <div className={classes.socialPicture}>
        {picture === null ? (
          isSmall ? null : (
            'No picture. Fill in the Open Graph image or the cover.'
          )
        ) : (
          <img src={picture} alt="" referrerPolicy="no-referrer" loading="lazy" />
        )}
      </div>
      <div className={classes.socialWords}>
        <span className={classes.socialHost}>{host}</span>
        <span className={classes.socialTitle}>{title || 'The title is empty'}</span>
        {text && <span className={classes.socialText}>{text}</span>}
      </div>
    </article>
  )
}
