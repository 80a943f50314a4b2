namespace PathoChain.Inference.Tests;

/// <summary>1,000 ways to slip another model under a card; a forger who can also write the card has its hash fit.</summary>
public sealed class TamperedModelTests : IDisposable
{
    private const int Trials = 1_000;

    /// <summary>Operators that ONNX Runtime has and that are not allowed: nothing but our own look at the graph keeps them out.</summary>
    private static readonly string[] Forbidden = ["Abs", "Ceil", "Erf", "Exp", "Floor", "Neg", "Round", "Sign"];

    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly InferenceQueue _queue = new(slots: 1, length: 1);
    private readonly byte[] _model = File.ReadAllBytes(Path.Combine(ModelFolder.Committed, "basecnn.onnx"));

    [Fact]
    public void Of_1000_tampered_models_none_loads()
    {
        var random = new Random(20261124);
        Action<Random>[] tamperings =
        [
            FlipBits, ChangeLength, Swap, Link, PointOutside, UseForbiddenOperator, DisguiseOperator, TakeCardOfAnotherModel, DropCard,
        ];

        var loaded = new List<string>();
        for (var trial = 0; trial < Trials; trial++)
        {
            var tamper = tamperings[trial % tamperings.Length];
            Restore();
            tamper(random);
            if (Loads())
            {
                loaded.Add($"{trial}: {tamper.Method.Name}");
            }
        }

        loaded.Should().BeEmpty();
        Restore();
        Loads().Should().BeTrue("the untouched model must load, or nothing was shown");
    }

    public void Dispose() => _folder.Dispose();

    private string Model => _folder.Path("basecnn.onnx");

    private void FlipBits(Random random)
    {
        var tampered = _model.ToArray();
        for (var flips = random.Next(1, 4); flips > 0; flips--)
        {
            tampered[random.Next(tampered.Length)] ^= (byte)(1 << random.Next(8));
        }

        // Two flips of one bit would be none.
        tampered[^1] ^= tampered.SequenceEqual(_model) ? (byte)1 : (byte)0;
        File.WriteAllBytes(Model, tampered);
    }

    private void ChangeLength(Random random) => File.WriteAllBytes(
        Model, random.Next(2) == 0 ? _model[..random.Next(_model.Length)] : [.. _model, .. new byte[random.Next(1, 100)]]);

    private void Swap(Random random)
    {
        var other = new byte[_model.Length];
        random.NextBytes(other);
        File.WriteAllBytes(Model, other);
    }

    private void Link(Random random)
    {
        var elsewhere = _folder.Path($"elsewhere-{random.Next()}.bin");
        File.Move(Model, elsewhere);
        File.CreateSymbolicLink(Model, elsewhere);
    }

    private void PointOutside(Random random)
    {
        var up = string.Concat(Enumerable.Repeat("../", random.Next(5)));
        _folder.Replace("basecnn", ModelBytes.WithInGraph(_model, ModelBytes.WeightOutside($"{up}weights-{random.Next()}.bin")));
    }

    private void UseForbiddenOperator(Random random) => AddNode(ModelBytes.Text(4, Any(random)));

    private void DisguiseOperator(Random random) => AddNode(ModelBytes.Disguised(Any(random)));

    private static string Any(Random random) => Forbidden[random.Next(Forbidden.Length)];

    /// <summary>Adds a node that takes the image and whose result nobody takes.</summary>
    private void AddNode(byte[] @operator) =>
        _folder.Replace("basecnn", ModelBytes.WithInGraph(_model, ModelBytes.Node("image", "unused", @operator)));

    private void TakeCardOfAnotherModel(Random random)
    {
        var name = $"other{random.Next()}";
        _folder.Copy(name);
        File.Move(_folder.Path($"{name}.json"), _folder.Path("basecnn.json"), overwrite: true);
    }

    private void DropCard(Random random) => _folder.ChangeCard("basecnn", card =>
    {
        var required = card.Select(member => member.Key).Where(key => key != "weights").ToList(); // which older cards lack
        card.Remove(required[random.Next(required.Count)]);
    });

    private void Restore()
    {
        File.Delete(Model);
        File.WriteAllBytes(Model, _model);
        File.Copy(Path.Combine(ModelFolder.Committed, "basecnn.json"), _folder.Path("basecnn.json"), overwrite: true);
    }

    private bool Loads()
    {
        try
        {
            OnnxClassifier.Load(_folder.Directory, ModelCardFile.Load(_folder.Path("basecnn.json")), _queue).Dispose();
            return true;
        }
        catch (ModelException)
        {
            return false;
        }
    }
}
