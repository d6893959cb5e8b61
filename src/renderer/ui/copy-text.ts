/**
 * Puts a text on the clipboard; true when it is there. The page may ask for no permission but the camera, so this is the
 * copy command of the menu, filled by us, and not `navigator.clipboard`.
 */
export function copyText(text: string): boolean {
  let filled = false
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    filled = true
  }
  document.addEventListener('copy', fill, { capture: true, once: true })
  const done = document.execCommand('copy')
  document.removeEventListener('copy', fill, { capture: true })
  return done && filled
}
