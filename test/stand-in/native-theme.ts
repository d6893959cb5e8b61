// nativeTheme: light or dark, as every page sees it in prefers-color-scheme.
import { EventEmitter } from 'node:events'
import { onlyImitatedClass } from './host.ts'
import { openWindows } from './open-windows.ts'

type Source = 'system' | 'light' | 'dark'

class NativeTheme extends EventEmitter {
  #source: Source = 'system'
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly prefersReducedTransparency = false
  readonly inForcedColorsMode = false

  get themeSource(): Source {
    return this.#source
  }

  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Invalid themeSource ${source}`)
    if (source === this.#source) return
    this.#source = source
    for (const window of openWindows) window.setColours(this.pageColours)
    setImmediate(() => this.emit('updated'))
  }

  /** The stand-in's system is a light one. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  get pageColours(): boolean | null {
    return this.#source === 'system' ? null : this.#source === 'dark'
  }
}

onlyImitatedClass('nativeTheme', NativeTheme)
export const nativeTheme = new NativeTheme()
