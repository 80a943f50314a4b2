import { useCallback } from 'react'

/** An image whose bytes are already here. */
export function LocalImage({ content, alt, onError }: { content: Blob; alt: string; onError?: () => void }) {
  const load = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(content)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [content],
  )
  return <img ref={load} alt={alt} onError={onError} />
}
