using System.Security.Cryptography;
using System.Text.Json;
using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

/// <summary>Holds preprocessing and inference to the numbers that models/golden.py wrote.</summary>
public sealed class GoldenTests : IDisposable
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Load(ModelFolder.Committed);
    private static readonly GoldenFile Golden = JsonSerializer.Deserialize<GoldenFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "basecnn.json")), JsonSerializerOptions.Web)!;

    private readonly ClassifierPool _pool = new(Catalog);

    public static TheoryData<int> Cases => [.. Golden.Cases.Select(golden => golden.Number)];

    [Fact]
    public void The_golden_numbers_are_of_the_committed_model() =>
        Golden.ModelSha256.Should().Be(Catalog["basecnn"].Sha256, "python3 models/golden.py writes them anew after a training");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_synthetic_image_gets_the_probability_that_Python_gives_it(int number)
    {
        var golden = Golden.Cases[number];
        var image = SyntheticTissue.Draw(number, golden.Width, golden.Height);
        Sha256(image).Should().Be(golden.DrawnSha256);

        var classification = await _pool.Get("basecnn").ClassifyAsync(image);

        classification.Probability.Should().BeApproximately(golden.Probability, 1e-5);
        classification.Logit.Should().BeApproximately(golden.Logit, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_image_is_resized_bit_for_bit_as_Python_does(int number)
    {
        var golden = Golden.Cases[number];
        var input = Catalog["basecnn"].Input;

        var resized = TriangleFilter.Resize(SyntheticTissue.Draw(number, golden.Width, golden.Height), input.Width, input.Height);

        Sha256(resized).Should().Be(golden.ResizedSha256);
    }

    public void Dispose() => _pool.Dispose();

    private static string Sha256(PixelImage image) => Convert.ToHexStringLower(SHA256.HashData(image.Rgb));

    private sealed record GoldenFile(string ModelSha256, IReadOnlyList<GoldenCase> Cases);

    private sealed record GoldenCase(
        int Number, int Width, int Height, string DrawnSha256, string ResizedSha256, double Probability, double Logit);
}
