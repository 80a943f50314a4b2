using System.Security.Cryptography;
using System.Text;
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
        var heldOut = HeldOutPatients(card.Data);
        var files = RealImages.Files("idc").Where(file => heldOut.Contains(PatientOf(file))).ToList();
        files.Should().HaveCount(card.Metrics.Patches);

        var scored = await Task.WhenAll(files.Select(async file =>
            (Positive: file.EndsWith("_class1.png", StringComparison.Ordinal), Result: await ClassifyAsync(model, file))));

        var right = scored.Count(each => each.Positive == (each.Result.Label == card.Labels.Positive));
        ((double)right / scored.Length).Should().BeApproximately(card.Metrics.Accuracy, 3e-4);
        RocAuc([.. scored.Select(each => (each.Positive, each.Result.Probability))]).Should().BeApproximately(card.Metrics.RocAuc, 1e-4);
        ((double)scored.Count(each => each.Result.Warnings.Count > 0) / scored.Length).Should().BeLessThan(0.02, "the card's largest distance leaves out 0.5 % of the validation patients' images");
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

    private Task<Classification> ClassifyAsync(string model, string file) =>
        _pool.Get(model).ClassifyAsync(ImageCodec.DecodeRgb(File.ReadAllBytes(file)));

    private static string PatientOf(string file) => Path.GetFileName(file).Split('_')[0];

    /// <summary>The third side of the split of models/data.py.</summary>
    private static HashSet<string> HeldOutPatients(ModelData data)
    {
        var patients = RealImages.Files("idc").Select(PatientOf).Distinct()
            .OrderBy(patient => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{data.Seed}/{patient}"))), StringComparer.Ordinal)
            .ToList();
        patients.Should().HaveCount(data.Patients);
        return [.. patients.Skip((int)Math.Round(0.54 * patients.Count) + (int)Math.Round(0.136 * patients.Count))];
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
