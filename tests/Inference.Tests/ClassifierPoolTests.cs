namespace PathoChain.Inference.Tests;

public sealed class ClassifierPoolTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly ClassifierPool _pool;

    public ClassifierPoolTests() => _pool = new(ModelCatalog.Load(_folder.Directory), new InferenceQueue(slots: 2, length: 100));

    [Fact]
    public void A_model_is_started_once_however_many_ask()
    {
        var classifiers = new OnnxClassifier[8];
        Parallel.For(0, classifiers.Length, at => classifiers[at] = _pool.Get("basecnn"));

        classifiers.Distinct().Should().ContainSingle();
    }

    [Fact]
    public void An_unknown_model_is_refused_by_name() =>
        _pool.Invoking(pool => pool.Get("vgg16")).Should().Throw<ModelException>().WithMessage("*\"vgg16\"*");

    [Fact]
    public void A_model_that_changed_after_the_catalog_was_read_is_refused_until_it_is_restored()
    {
        var model = File.ReadAllBytes(_folder.Path("basecnn.onnx"));
        File.WriteAllBytes(_folder.Path("basecnn.onnx"), [.. model, 0]);
        _pool.Invoking(pool => pool.Get("basecnn")).Should().Throw<ModelException>().WithMessage("*changed or swapped*");

        File.WriteAllBytes(_folder.Path("basecnn.onnx"), model);

        _pool.Get("basecnn").Card.Name.Should().Be("basecnn");
    }

    [Fact]
    public void Of_models_that_are_started_together_one_that_computes_otherwise_here_is_refused()
    {
        _pool.Invoking(pool => pool.StartAll()).Should().NotThrow();
        _folder.Copy("other", card => card["selfCheckLogit"] = 7.5);
        using var otherwise = new ClassifierPool(ModelCatalog.Load(_folder.Directory), new InferenceQueue(slots: 1, length: 1));

        otherwise.Invoking(pool => pool.StartAll()).Should().Throw<ModelException>().WithMessage("*other.onnx gives logit * on this machine and 7.5 where*");
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }
}
