// What can stand where a picture is wanted. Pure.
import { shorten } from '../../../api/shorten.ts'
import { wixFileId } from './image-ref.ts'

const longestShown = 80

/** Why a picture can never be had from this address, in words for the row; null when it is worth a try. */
export function addressProblem(text: string): string | null {
  if (/^wix:/i.test(text)) {
    if (wixFileId(text) !== null) return null
    return `"${shorten(text, longestShown)}" does not name an image of a Wix site. It must look like wix:image://v1/...`
  }
  if (/^data:/i.test(text))
    return 'The image itself is embedded in the text (data:...), and Wix takes images only by their web address. Put it on a web server or into the Media Manager of the site.'
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol))
    return `"${shorten(text, longestShown)}" is not the full web address of an image. It must start with https:// or http://.`
  if (url.username !== '' || url.password !== '')
    return `The address of an image at ${url.host} holds a name or password. Wix fetches public addresses only.`
  return null
}
