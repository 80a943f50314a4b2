using System.Text.Json.Nodes;
using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

public sealed class OnnxClassifierTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly InferenceSlots _slots = new(2);

    [Fact]
    public void Bytes_that_are_no_model_are_refused_although_the_hash_fits()
    {
        _folder.Replace("basecnn", [1, 2, 3, 4]);

        Refusal().Should().ContainAll(_folder.Path("basecnn.onnx"), "is no ONNX file");
    }

    [Theory]
    [InlineData("input", """{"name":"picture","width":50,"height":50,"layout":"NCHW","range":[0,1]}""", "\"picture\"")]
    [InlineData("input", """{"name":"image","width":60,"height":50,"layout":"NCHW","range":[0,1]}""", "-1, 3, 50, 50")]
    [InlineData("outputs", """{"probability":"probability","logit":"logits","cam":"cam","distance":"distance"}""", "\"logits\"")]
    public void A_card_that_describes_another_graph_is_refused(string member, string json, string reason)
    {
        _folder.ChangeCard("basecnn", card => card[member] = JsonNode.Parse(json));

        Refusal().Should().ContainAll("basecnn.onnx", reason);
    }

    [Fact]
    public async Task Probability_is_the_sigmoid_of_the_logit_and_decides_the_label()
    {
        using var classifier = Load();
        var labels = new HashSet<string>();
        for (var number = 0; number < 24; number++)
        {
            var result = await classifier.ClassifyAsync(SyntheticTissue.Draw(number, 50, 50));

            result.Probability.Should().BeApproximately(1 / (1 + Math.Exp(-result.Logit)), 1e-6);
            result.Label.Should().Be(result.Probability >= 0.5 ? "invasive ductal carcinoma" : "no invasive ductal carcinoma");
            result.Milliseconds.Should().BePositive();
            labels.Add(result.Label);
        }

        labels.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_threshold_of_the_card_decides_the_label()
    {
        _folder.ChangeCard("basecnn", card => card["threshold"] = 1e-12);
        using var classifier = Load();

        var result = await classifier.ClassifyAsync(SyntheticTissue.Draw(3, 50, 50));

        result.Probability.Should().BeLessThan(0.5);
        result.Label.Should().Be("invasive ductal carcinoma");
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(50, 36)]
    [InlineData(75, 75)]
    public async Task An_image_of_the_training_images_scale_needs_no_warning(int width, int height)
    {
        using var classifier = Load();

        (await classifier.ClassifyAsync(SyntheticTissue.Draw(1, width, height))).Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_further_from_the_training_images_than_usual_is_said_to_be()
    {
        _folder.ChangeCard("basecnn", card => card["largestDistance"] = 1e-6);
        using var classifier = Load();

        var result = await classifier.ClassifyAsync(SyntheticTissue.Draw(1, 50, 50));

        result.Warnings.Should().ContainSingle().Which.Should().ContainAll("does not look like", "50x50");
    }

    [Theory]
    [InlineData(76, 50)]
    [InlineData(50, 33)]
    [InlineData(700, 460)]
    [InlineData(1, 1)]
    public async Task An_image_of_another_scale_is_classified_with_a_warning(int width, int height)
    {
        using var classifier = Load();

        var result = await classifier.ClassifyAsync(SyntheticTissue.Draw(1, width, height));

        result.Warnings[0].Should().ContainAll($"{width}x{height}", "50x50", "do not rely");
    }

    [Fact]
    public async Task A_blank_is_classified_with_a_warning()
    {
        using var classifier = Load();

        var result = await classifier.ClassifyAsync(new PixelImage(50, 50, [.. Enumerable.Repeat((byte)255, 3 * 50 * 50)]));

        result.Warnings.Should().Contain(warning => warning.StartsWith("The image is blank"));
    }

    [Fact]
    public async Task Callers_on_one_session_get_what_each_would_get_alone()
    {
        using var classifier = Load();
        var images = Enumerable.Range(0, 64).Select(number => SyntheticTissue.Draw(number, 50, 50)).ToList();
        var alone = new List<double>();
        foreach (var image in images)
        {
            alone.Add((await classifier.ClassifyAsync(image)).Probability);
        }

        var together = await Task.WhenAll(images.Select(image => classifier.ClassifyAsync(image)));

        together.Select(result => result.Probability).Should().Equal(alone);
    }

    [Fact]
    public async Task A_cancelled_caller_is_not_served()
    {
        using var classifier = Load();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await classifier.Invoking(each => each.ClassifyAsync(SyntheticTissue.Draw(1, 50, 50), cancelled.Token))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task The_callers_scheduler_is_left_alone()
    {
        using var classifier = Load();
        var exclusive = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var image = SyntheticTissue.Draw(1, 50, 50);

        // The scheduler's only turn is taken up by waiting, so work that needed a turn of its own would never end.
        var classified = await Task.Factory.StartNew(
            () => classifier.ClassifyAsync(image).Wait(TimeSpan.FromSeconds(30)), CancellationToken.None, TaskCreationOptions.None, exclusive);

        classified.Should().BeTrue();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _slots.Dispose();
    }

    private OnnxClassifier Load() =>
        OnnxClassifier.Load(_folder.Directory, ModelCardFile.Load(_folder.Path("basecnn.json")), _slots);

    private string Refusal() => FluentActions.Invoking(Load).Should().Throw<ModelException>().Which.Message;
}
