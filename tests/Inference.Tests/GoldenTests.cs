using System.Security.Cryptography;
using System.Text.Json;

namespace PathoChain.Inference.Tests;

/// <summary>Holds preprocessing and inference to the numbers that models/golden.py wrote.</summary>
public sealed class GoldenTests : IDisposable
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Load(ModelFolder.Committed);
    private static readonly Dictionary<string, GoldenFile> Golden = Catalog.Names.ToDictionary(name => name, Read);

    private readonly ClassifierPool _pool = new(Catalog, new InferenceQueue(slots: 2, length: 100_000, longestWait: TimeSpan.FromMinutes(10)));

    public static TheoryData<string> Models => [.. Catalog.Names];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var (model, golden) in Golden)
            {
                foreach (var number in golden.Cases.Select(each => each.Number))
                {
                    cases.Add(model, number);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_golden_numbers_are_of_the_committed_model(string model) =>
        Golden[model].ModelSha256.Should().Be(Catalog[model].Sha256, "python3 models/golden.py writes them anew after a training");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_synthetic_image_gets_the_probability_that_Python_gives_it(string model, int number)
    {
        var golden = Golden[model].Cases[number];
        var image = SyntheticTissue.Draw(number, golden.Width, golden.Height);
        Sha256(image.Rgb).Should().Be(golden.DrawnSha256);

        var classification = await _pool.Get(model).ClassifyAsync(image);

        classification.Probability.Should().BeApproximately(golden.Probability, 1e-5);
        classification.Logit.Should().BeApproximately(golden.Logit, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_synthetic_image_gets_the_heat_map_that_Python_gives_it(string model, int number)
    {
        var golden = Golden[model].Cases[number];

        var map = (await _pool.Get(model).HeatMapAsync(SyntheticTissue.Draw(number, golden.Width, golden.Height)))!;

        new[] { map.Width, map.Height }.Should().Equal(golden.CamSize);
        map.Maximum.Should().BeApproximately(golden.CamMaximum, 1e-4f * (1 + golden.CamMaximum));
        map.Values.Should().HaveCount(map.Width * map.Height).And.OnlyContain(value => value >= 0 && value <= 1);
        map.Values[golden.CamPeak].Should().BeApproximately(golden.CamMaximum > 0 ? 1 : 0, 1e-3f);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_image_is_resized_bit_for_bit_as_Python_does(string model, int number)
    {
        var golden = Golden[model].Cases[number];
        var input = Catalog[model].Input;

        var samples = Samples.Of(SyntheticTissue.Draw(number, golden.Width, golden.Height), input);

        Sha256(samples).Should().Be(golden.ResizedSha256);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_image_has_the_fine_detail_that_Python_measures(string model, int number)
    {
        var golden = Golden[model].Cases[number];

        var (luma, cb, cr) = Texture.Of(SyntheticTissue.Draw(number, golden.Width, golden.Height)).FineDetail;

        new[] { luma, cb, cr }.Should().Equal(golden.FineDetail, (measured, expected) => Math.Abs(measured - expected) < 1e-6);
    }

    public void Dispose() => _pool.Dispose();

    private static GoldenFile Read(string model) => JsonSerializer.Deserialize<GoldenFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", $"{model}.json")), JsonSerializerOptions.Web)!;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed record GoldenFile(string ModelSha256, IReadOnlyList<GoldenCase> Cases);

    private sealed record GoldenCase(
        int Number, int Width, int Height, string DrawnSha256, double[] FineDetail, string ResizedSha256, double Probability, double Logit, int[] CamSize, float CamMaximum, int CamPeak);
}
