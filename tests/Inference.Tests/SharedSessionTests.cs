using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference.Tests;

public sealed class SharedSessionTests
{
    [Fact]
    public void A_session_that_ends_is_whole_as_long_as_somebody_holds_it()
    {
        var card = ModelCatalog.Load(ModelFolder.Committed)["basecnn"];
        using var session = new SharedSession(OnnxSession.Start(card.File, ModelFile.Read(ModelFolder.Committed, card)));
        using var input = OrtValue.CreateTensorValueFromMemory(new float[InputTensor.LengthOf(card.Input)], [1, 3, card.Input.Height, card.Input.Width]);

        using (var loan = session.Borrow())
        {
            session.Dispose();
            using var outputs = loan.Run(card.Input.Name, input, [card.Outputs.Probability]);
            outputs[0].GetTensorDataAsSpan<float>()[0].Should().BeInRange(0, 1);
        }

        session.Invoking(each => each.Borrow()).Should().Throw<ObjectDisposedException>();
    }
}
