import { useModels } from '../api/get-models'

/** What the page is for, while it shows no image. */
export function Introduction() {
  const { data: models = [] } = useModels()
  const tasks = [...new Set(models.map(({ task }) => task))]

  return (
    <section className="card stack" aria-labelledby="introduction-heading">
      <h2 id="introduction-heading">From an image to a result with evidence</h2>
      <ol>
        <li>
          <strong>Upload</strong> a histopathology image. It is stripped of metadata, encrypted, and stored under the
          address of its content (CID).
        </li>
        <li>
          <strong>Sign</strong> its registration with your wallet. The chain learns the digest of the encrypted image,
          your address and the time, and nothing about a person.
        </li>
        <li>
          <strong>Read</strong> what each model suggests, with the transaction and the model files that stand behind it.
        </li>
      </ol>
      {tasks.length > 0 && <p className="hint">All that the models here can tell: {tasks.join('; ')}.</p>}
    </section>
  )
}
