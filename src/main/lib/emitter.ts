/** One kind of news and its listeners. */
export interface Emitter<News> {
  on(listener: (news: News) => void): () => void
  emit(news: News): void
}

export function createEmitter<News>(): Emitter<News> {
  const listeners = new Set<(news: News) => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit(news) {
      for (const listener of listeners) listener(news)
    },
  }
}
