// Loaded with --import: this process and its threads believe to be Electron's, and sharp takes the build for it.
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.0.0' } })
