// The windows there are, for app (which closes them) and BrowserWindow (which opens them).
export type OpenWindow = {
  readonly id: number
  tryClose(): Promise<boolean>
  setColours(dark: boolean | null): void
}

export const openWindows = new Set<OpenWindow>()
