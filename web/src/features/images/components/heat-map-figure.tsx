import { useState } from 'react'

import { fileOf } from '../../../lib/own-files'
import { useShownPixels } from '../api/get-pixels'
import styles from './heat-map.module.css'
import { LocalImage } from './local-image'

type HeatMapFigureProps = { cid: string; model: string; positive: string; map: Blob }

/** The heat map, over the image where this page has its file, else on black. */
export function HeatMapFigure({ cid, model, positive, map }: HeatMapFigureProps) {
  const [unreadable, setUnreadable] = useState(false)
  const pixels = useShownPixels(cid)
  const file = unreadable ? undefined : (fileOf(cid) ?? pixels)

  return (
    <figure className={styles.figure}>
      <div className={styles.layers}>
        {/* Browsers cannot show every kind of file, as TIFF. */}
        {file && <LocalImage content={file} alt="The image beneath" onError={() => setUnreadable(true)} />}
        <LocalImage
          content={map}
          alt={`Where ${model} saw signs of ${positive}: an explanation of its score, not a segmentation`}
        />
      </div>
      <figcaption className="hint">
        <span className={styles.legend}>
          nothing <span className={styles.colours} aria-hidden="true" /> most
        </span>
        {file
          ? 'Over the image, as this page has it. '
          : 'On black, as this page does not have the image, or cannot show it beneath. '}
        The colour says how much a place spoke to {model} for {positive}, compared with the rest of this image. Where
        there is none, nothing did. It explains the model&rsquo;s score and outlines nothing.
      </figcaption>
    </figure>
  )
}
