using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

/// <summary>The whole way from file to label on real images, against the figures of the card.</summary>
public sealed class RealImagesTests : IDisposable
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Load(ModelFolder.Committed);
    private readonly ClassifierPool _pool = new(Catalog, new InferenceQueue(slots: 2, length: 100_000, longestWait: TimeSpan.FromMinutes(10)));

    public static TheoryData<string> Models => [.. Catalog.Names];

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public async Task Held_out_patients_score_as_the_card_says(string model)
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var card = Catalog[model];
        var all = RealImages.Files("idc");
        all.Should().HaveCount(card.Data.Patches);
        var files = IdcSplit.HeldOut(all, card.Data.Seed);
        files.Should().HaveCount(card.Metrics.Patches);

        var scored = await Task.WhenAll(files.Select(async file =>
            (Positive: file.EndsWith("_class1.png", StringComparison.Ordinal), Result: await ClassifyAsync(model, file))));

        var right = scored.Count(each => each.Positive == (each.Result.Label == card.Labels.Positive));
        ((double)right / scored.Length).Should().BeApproximately(card.Metrics.Accuracy, 3e-4);
        RocAuc([.. scored.Select(each => (each.Positive, each.Result.Probability))]).Should().BeApproximately(card.Metrics.RocAuc, 1e-4);
        ((double)scored.Count(each => each.Result.Warnings.Count > 0) / scored.Length).Should().BeLessThan(0.03, "the card leaves out 0.5 % of the validation patients' images by distance, and some 0.6 % of the training's by fine detail and less than 0.9 % by colours");
    }

    [Fact]
    public void The_held_out_patients_are_those_of_training()
    {
        string[] files = [.. Enumerable.Range(0, 10).SelectMany(patient => new[] { $"idc/0/{patient}_idx5_x1_y1_class0.png", $"idc/1/{patient}_idx5_x51_y1_class1.png" })];

        IdcSplit.HeldOut(files, seed: 7).Select(file => Path.GetFileName(file)[..1]).Distinct().Should().Equal("1", "6", "8", "9");
        IdcSplit.HeldOut(files, seed: 7).Should().HaveCount(8);
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public async Task BreaKHis_images_are_said_to_be_of_another_scale(string model)
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var files = RealImages.Files("breakhis");
        files.Should().NotBeEmpty();
        foreach (var file in files)
        {
            var result = await ClassifyAsync(model, file);

            result.Warnings[0].Should().ContainAll("700x460", "50x50");
        }
    }

    public void Dispose() => _pool.Dispose();

    private async Task<Classification> ClassifyAsync(string model, string file)
    {
        var image = DecodedImage.Of(ImageCodec.DecodeRgb(await File.ReadAllBytesAsync(file)));
        var result = await _pool.Get(model).ClassifyAsync(image.Pixels);
        return result with { Warnings = [.. image.Warnings(Catalog[model].Scale), .. result.Warnings] };
    }

    /// <summary>Share of pairs of a positive and a negative that are in the right order; ties count half.</summary>
    private static double RocAuc(IReadOnlyList<(bool Positive, double Probability)> scored)
    {
        var positives = scored.Where(each => each.Positive).Select(each => each.Probability).ToList();
        var negatives = scored.Where(each => !each.Positive).Select(each => each.Probability).ToList();
        return positives.Sum(positive => negatives.Sum(negative => positive > negative ? 1 : positive == negative ? 0.5 : 0))
            / positives.Count / negatives.Count;
    }
}
