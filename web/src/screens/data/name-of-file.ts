/** What a dataset is called after its file, until someone says otherwise. Pure. */
export function nameOfFile(fileName: string): string {
  const bare = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return (bare.charAt(0).toUpperCase() + bare.slice(1)).slice(0, 100) || 'Data'
}
