using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class OnnxClassifierTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly InferenceQueue _queue = new(slots: 2, length: 100);

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

    [Theory]
    [InlineData("""{"probability":"logit","logit":"probability","cam":"cam","distance":"distance"}""", "not served")]
    [InlineData("""{"probability":"probability","logit":"distance","cam":"cam","distance":"probability"}""", "not the sigmoid")]
    public void A_card_that_swaps_outputs_of_one_shape_is_found_out_by_the_self_check(string outputs, string reason)
    {
        _folder.ChangeCard("basecnn", card => card["outputs"] = JsonNode.Parse(outputs));

        Refusal().Should().ContainAll(_folder.Path("basecnn.onnx"), reason);
    }

    [Fact]
    public void Weights_that_compute_no_numbers_are_found_out_by_the_self_check()
    {
        // In the middle of the file are weights, which become NaN: it loads, and nothing but a run shows it.
        var model = File.ReadAllBytes(_folder.Path("basecnn.onnx"));
        model.AsSpan(model.Length / 2, 4096).Fill(0xff);
        _folder.Replace("basecnn", model);

        Refusal().Should().ContainAll("no number", "not served");
    }

    [Theory]
    [InlineData(0.11)]
    [InlineData(-0.11)]
    public void A_model_that_this_machine_computes_otherwise_is_found_out_by_the_self_check(double difference)
    {
        Expect(difference);

        Refusal().Should().ContainAll(_folder.Path("basecnn.onnx"), "on this machine", "not served");
    }

    [Fact]
    public void One_that_it_computes_nearly_as_its_card_says_is_served()
    {
        Expect(0.09);

        Load().Dispose();
    }

    [Fact]
    public async Task An_input_that_is_ready_gives_what_the_image_gives()
    {
        using var classifier = Load();
        var images = Enumerable.Range(0, 3).Select(number => SyntheticTissue.Draw(number, 50, 50)).ToList();

        var outputs = await classifier.InferAsync(InputTensor.From(images, classifier.Card.Input));

        outputs.Select(output => output.Name).Should().BeEquivalentTo("probability", "logit", "distance", "cam");
        outputs.Should().AllSatisfy(output => output.Values.Should().HaveCount((int)output.Shape.Aggregate((product, side) => product * side)));
        for (var at = 0; at < images.Count; at++)
        {
            var alone = await classifier.ClassifyAsync(images[at]);
            outputs.Single(output => output.Name == "probability").Values[at].Should().BeApproximately((float)alone.Probability, 1e-6f);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7_499)]
    [InlineData(7_501)]
    public async Task An_input_that_is_no_whole_number_of_images_is_refused(int values)
    {
        using var classifier = Load();

        await classifier.Invoking(each => each.InferAsync(new float[values])).Should().ThrowAsync<ArgumentException>().WithMessage("*7500*");
    }

    [Fact]
    public async Task Images_of_a_batch_get_what_each_would_get_alone()
    {
        var queue = new InferenceQueue(slots: 1, length: 100);
        using var single = Load();
        using var batched = OnnxClassifier.Load(_folder.Directory, ModelCardFile.Load(_folder.Path("basecnn.json")), queue, maxBatch: 8);
        var images = Enumerable.Range(0, 21).Select(number => SyntheticTissue.Draw(number, 50, number % 2 == 0 ? 50 : 75)).ToList();

        var together = await Task.WhenAll(images.Select(image => batched.ClassifyAsync(image)));

        for (var at = 0; at < images.Count; at++)
        {
            var alone = await single.ClassifyAsync(images[at]);
            together[at].Probability.Should().BeApproximately(alone.Probability, 1e-5);
            together[at].Warnings.Should().Equal(alone.Warnings);
        }
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

    [Fact]
    public async Task An_image_as_near_to_the_training_images_as_usual_needs_no_warning()
    {
        using var classifier = Load();

        (await classifier.ClassifyAsync(SyntheticTissue.Draw(1, 50, 50))).Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_further_from_the_training_images_than_usual_is_said_to_be()
    {
        _folder.ChangeCard("basecnn", card => card["largestDistance"] = 1e-6);
        using var classifier = Load();

        var result = await classifier.ClassifyAsync(SyntheticTissue.Draw(1, 50, 50));

        result.Warnings.Should().ContainSingle().Which.Should().ContainAll("does not look like", "50x50");
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

        await classifier.Invoking(each => each.ClassifyAsync(SyntheticTissue.Draw(1, 50, 50), cancellationToken: cancelled.Token))
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

    [Fact]
    public async Task Disposed_it_refuses_to_run()
    {
        var classifier = Load();
        classifier.Dispose();

        await classifier.Invoking(each => each.ClassifyAsync(SyntheticTissue.Draw(0, 50, 50))).Should().ThrowAsync<ObjectDisposedException>();
    }

    public void Dispose() => _folder.Dispose();

    private OnnxClassifier Load() =>
        OnnxClassifier.Load(_folder.Directory, ModelCardFile.Load(_folder.Path("basecnn.json")), _queue);

    private void Expect(double difference) => _folder.ChangeCard("basecnn", card => card["selfCheckLogit"] = card["selfCheckLogit"]!.GetValue<double>() + difference);

    private string Refusal() => FluentActions.Invoking(Load).Should().Throw<ModelException>().Which.Message;
}
