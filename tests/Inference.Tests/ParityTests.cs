using System.Security.Cryptography;
using System.Text.Json;
using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

/// <summary>Holds serving to what Python says of 271 real images, by models/golden.py: 252 of held-out patients, and 19 that are resized.</summary>
public sealed class ParityTests : IDisposable
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Load(ModelFolder.Committed);
    private readonly ClassifierPool _pool = new(Catalog, new InferenceQueue(slots: 2, length: 100_000, longestWait: TimeSpan.FromMinutes(10)));

    public static TheoryData<string> Models => [.. Catalog.Names];

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public async Task Real_images_get_the_tensors_probabilities_calls_and_heat_maps_that_Python_gives_them(string model)
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var card = Catalog[model];
        var golden = Read(model);
        golden.ModelSha256.Should().Be(card.Sha256, "python3 models/golden.py --data DIR writes them anew after a training");
        golden.Cases.Should().HaveCountGreaterThan(200);
        var files = RealImages.Files("idc").Concat(RealImages.Files("breakhis")).Select(File.ReadAllBytes)
            .GroupBy(Sha256).ToDictionary(same => same.Key, same => same.First());

        foreach (var expected in golden.Cases)
        {
            var image = ImageCodec.DecodeRgb(files[expected.FileSha256]);
            Sha256(Samples.Of(image, card.Input)).Should().Be(expected.ResizedSha256, "tensors are equal to the last bit");

            var actual = await _pool.Get(model).ClassifyAsync(image);

            actual.Probability.Should().BeApproximately(expected.Probability, 1e-4);
            actual.Label.Should().Be(card.LabelOf(expected.Probability));

            var map = (await _pool.Get(model).HeatMapAsync(image))!;
            map.Maximum.Should().BeApproximately(expected.CamMaximum, 1e-4f * (1 + expected.CamMaximum));
            map.Values[expected.CamPeak].Should().BeApproximately(expected.CamMaximum > 0 ? 1 : 0, 1e-3f);
        }
    }

    public void Dispose() => _pool.Dispose();

    private static GoldenFile Read(string model) => JsonSerializer.Deserialize<GoldenFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "real", $"{model}.json")), JsonSerializerOptions.Web)!;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed record GoldenFile(string ModelSha256, IReadOnlyList<GoldenCase> Cases);

    private sealed record GoldenCase(string FileSha256, string ResizedSha256, double Probability, float CamMaximum, int CamPeak);
}
