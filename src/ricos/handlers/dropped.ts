// Elements a reader never sees.
import { type Handlers, same } from './handler.ts'

export const dropped: Handlers = {
  script: { display: 'none', loss: 'script-dropped' },
  style: { display: 'none', loss: 'style-dropped' },
  ...same('template noembed noframes datalist dialog', { display: 'none', loss: 'not-shown' }),
  // Facts about the page, not part of it.
  ...same('title meta link base basefont bgsound head param source track rp', { display: 'none' }),
  area: { display: 'none', loss: 'map-dropped' },
}
