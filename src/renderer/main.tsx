import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { createDeskStore } from './state/store.ts'
import { texts } from './text/text.ts'
import { startKeys } from './ui/use-keys.ts'

const place = document.querySelector('#root')
if (place === null) throw new Error('index.html has no #root')

if ('desk' in window) {
  const store = createDeskStore(window.desk)
  store.start()
  startKeys()
  createRoot(place).render(<App store={store} />)
} else {
  place.textContent = texts[navigator.language.startsWith('ru') ? 'ru' : 'en'].app.noBridge
}
