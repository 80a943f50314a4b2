namespace PathoChain.Inference;

/// <summary>Says so when an image's features lie further from those of the training images than nearly all of the validation patients' do.</summary>
internal static class NoveltyCheck
{
    /// <param name="distance">What the model gave as the image's distance; NaN counts as far.</param>
    /// <param name="card">The model's card, which holds the largest usual distance.</param>
    public static IReadOnlyList<string> Warnings(float distance, ModelCard card) =>
        distance <= card.LargestDistance
            ? []
            : [$"This does not look like the images this model was trained on (distance {distance:0.00}, usually at most {card.LargestDistance:0.00}): {card.Scale.Description}. Do not rely on this result."];
}
