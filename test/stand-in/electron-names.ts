// Types only: every name the double has must be one of Electron's, or be listed here as our own. A double of a
// misspelt name would never be called, and the refusal of the right one would puzzle.
import type * as Electron from 'electron'
import type * as Double from './electron.ts'

type Misnamed<Imitation, Real, Ours extends string = never> = Exclude<keyof Imitation, keyof Real | Ours>
type None<Names extends never> = Names
type D = typeof Double

export type Checked = [
  None<Exclude<keyof D, keyof typeof Electron>>,
  None<Misnamed<D['app'], Electron.App, 'startUp' | 'windowClosed'>>,
  None<Misnamed<D['clipboard'], Electron.Clipboard>>,
  None<Misnamed<D['dialog'], Electron.Dialog>>,
  None<Misnamed<D['ipcMain'], Electron.IpcMain, 'answer'>>,
  None<Misnamed<D['nativeTheme'], Electron.NativeTheme, 'pageColours'>>,
  None<Misnamed<D['net'], Electron.Net>>,
  None<Misnamed<D['powerMonitor'], Electron.PowerMonitor>>,
  None<Misnamed<D['powerSaveBlocker'], Electron.PowerSaveBlocker>>,
  None<Misnamed<D['protocol'], Electron.Protocol>>,
  None<Misnamed<D['safeStorage'], Electron.SafeStorage>>,
  None<Misnamed<D['screen'], Electron.Screen>>,
  None<Misnamed<D['session']['defaultSession'], Electron.Session, 'askPermission' | 'checkPermission'>>,
  None<Misnamed<D['shell'], Electron.Shell>>,
  None<
    Misnamed<InstanceType<D['BrowserWindow']>, Electron.BrowserWindow, 'tryClose' | 'gone' | 'setColours'>
  >,
  None<
    Misnamed<
      Pick<
        InstanceType<D['BrowserWindow']>['webContents'],
        'send' | 'loadURL' | 'executeJavaScript' | 'capturePage' | 'printToPDF' | 'setWindowOpenHandler'
      >,
      Electron.WebContents
    >
  >,
  None<Misnamed<InstanceType<D['Menu']>, Electron.Menu>>,
  None<Misnamed<InstanceType<D['MenuItem']>, Electron.MenuItem>>,
]
