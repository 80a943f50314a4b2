using System.CommandLine;
using System.Globalization;
using PathoChain.Benchmarks;
using PathoChain.Inference;
using PathoChain.Libvips;
using PathoChain.Testing;
using Spectre.Console;

var images = new Option<string?>("--images") { Description = "Folder with PNG images of 700x460 or so to decode. Default: $PATHOCHAIN_DATA/breakhis, else drawn ones." };
var rounds = new Option<int>("--rounds") { Description = "Pairs of each comparison; their median is printed.", DefaultValueFactory = _ => 9 };
var runs = new Option<int>("--runs") { Description = "Runs of the memory measurement: classifications, heat maps and inputs that are ready.", DefaultValueFactory = _ => 5_000 };
var command = new RootCommand("Measures what serving adds to ONNX Runtime and libvips, as ratios within one run. Quiet machines tell most.") { images, rounds, runs };
command.SetAction(async (parsed, _) =>
{
    await RunAsync(PngFiles(parsed.GetValue(images)), parsed.GetValue(rounds), parsed.GetValue(runs));
    return 0;
});
return await command.Parse(args).InvokeAsync();

static async Task RunAsync((string Name, byte[][] Files) png, int rounds, int runs)
{
    var catalog = ModelCatalog.Load(Path.Combine(RepositoryRoot.Path, "models", "artifacts"));
    var queue = new InferenceQueue(Environment.ProcessorCount, length: 100);
    var classifiers = catalog.Names.Select(name => OnnxClassifier.Load(catalog.Directory, catalog[name], queue)).ToList();

    var table = new Table().Border(TableBorder.Simple).AddColumns("model", "classify ÷ bare ONNX Runtime", "two callers ÷ one", "batches of 8 ÷ one by one", "decode+resize ÷ libvips");
    foreach (var classifier in classifiers)
    {
        var card = classifier.Card;
        Console.WriteLine($"measuring {card.Name}");
        using var bare = OnnxSession.Start(Path.Combine(catalog.Directory, card.File), ModelFile.Read(catalog.Directory, card));
        var model = new ModelBench(classifier, bare, rounds);
        table.AddRow(
            card.Name,
            Ratio(await model.ClassifyToBareAsync()),
            Ratio(await model.TwoCallersToOneAsync()),
            Ratio(await ModelBench.BatchedToSingleAsync(catalog.Directory, card, batch: 8, rounds)),
            Ratio(await new DecodeBench(png.Files, rounds).OursToLibvipsAsync(card.Input.Width, card.Input.Height)));
    }

    Console.WriteLine("measuring all models together");
    using var ensemble = new EnsembleBench(catalog, [.. Enumerable.Range(0, 10).Select(seed => ImageCodec.DecodeRgb(DrawnImages.Png(50, 50, seed)))]);
    var together = await ensemble.ClassifyToBareAsync(5 * rounds); // The speed of a shared machine wavers by more than what serving adds.

    var growth = await MemoryBench.GrowthAsync(catalog, runs, done =>
    {
        if (done % 1_000 == 0)
        {
            Console.WriteLine($"measuring memory: {done} of {runs}");
        }
    });

    var int8 = await Int8Async(catalog, rounds);
    AnsiConsole.Write(table);
    Console.WriteLine($"Medians of {rounds} pairs. Decoded: {png.Name}. {Environment.ProcessorCount} processors.");
    Console.WriteLine($"An image by all {classifiers.Count} models, one run at a time, classify ÷ bare ONNX Runtime: {Ratio(together)} (median of {5 * rounds} pairs)");
    Console.WriteLine($"Resident memory after {runs} classifications, heat maps and inputs of mixed sizes ÷ after the first tenth: {Ratio(growth)}");
    Console.WriteLine(int8);
    classifiers.ForEach(classifier => classifier.Dispose());
}

// Of the one model that the tree holds in both forms: of the large ones it holds a single form.
static async Task<string> Int8Async(ModelCatalog catalog, int rounds)
{
    var card = catalog["basecnn"];
    var variant = Path.Combine(RepositoryRoot.Path, "models", "variants", card.File);
    if (RealImages.Folder is null)
    {
        return $"{card.Name}, int8 ÷ float32: not measured, it takes real images; set {RealImages.Variable} to a folder with idc/";
    }

    using var exact = OnnxSession.Start(card.File, ModelFile.Read(catalog.Directory, card));
    using var int8 = OnnxSession.Start(variant, await File.ReadAllBytesAsync(variant));
    var files = IdcSplit.HeldOut(RealImages.Files("idc"), card.Data.Seed);
    var images = files.Where((_, at) => at % (files.Count / 2_000) == 0).Select(file => ImageCodec.DecodeRgb(File.ReadAllBytes(file))).ToList();
    Console.WriteLine($"measuring {card.Name} in int8 on {images.Count} images");
    var bench = new Int8Bench(card, exact, int8, images);
    return $"{card.Name}, int8 ÷ float32: {Ratio(await bench.SpeedAsync(rounds))} times the throughput, {bench.Flips().ToString("0.00 %", CultureInfo.InvariantCulture)} of {images.Count} images of the held-out patients of idc/ called otherwise";
}

static (string Name, byte[][] Files) PngFiles(string? folder)
{
    folder ??= Environment.GetEnvironmentVariable("PATHOCHAIN_DATA") is { Length: > 0 } data ? Path.Combine(data, "breakhis") : null;
    return folder is null
        ? ("drawn images of 700x460, which compress worse than tissue", [.. Enumerable.Range(0, 5).Select(seed => DrawnImages.Png(700, 460, seed))])
        : ($"PNG files of {folder}", [.. Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]);
}

static string Ratio(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
