import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        // Tables are read and made, pictures decoded, and databases copied and checked, on threads of their own, which
        // need files of their own.
        input: {
          index: 'src/main/index.ts',
          'darkroom-worker': 'src/main/photos/darkroom-worker.ts',
          'table-worker': 'src/main/imports/table-worker.ts',
          'store-worker': 'src/main/store/store-worker.ts',
          'xlsx-worker': 'src/main/outside/xlsx-worker.ts',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed window only runs a preload that is one CommonJS file with everything inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src/preload/index.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: 'oxc',
    },
    // The page's own address is app://desk, so the hot-reload client must be told where the server is.
    server: { port: 5173, strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: 5173 } },
  },
})
