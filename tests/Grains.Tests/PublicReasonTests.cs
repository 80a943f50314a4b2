using PathoChain.Inference;

namespace PathoChain.Grains.Tests;

public sealed class PublicReasonTests
{
    public static TheoryData<Exception> LostSilos => new(
        new SiloUnavailableException("S10.0.0.7:11111 is gone"), new TimeoutException("Response did not arrive on time from S10.0.0.7:11111."));

    [Theory]
    [MemberData(nameof(LostSilos))]
    public void A_silo_that_does_not_answer_is_said_without_its_address(Exception failure) =>
        PublicReason.Of(failure).Should().Be("No answer came in time.");

    [Fact]
    public void Of_an_error_that_is_not_made_for_clients_only_its_kind_is_said() =>
        PublicReason.Of(new IOException("/srv/data/blocks is full")).Should().Contain(nameof(IOException)).And.NotContain("/srv");

    [Fact]
    public void Silos_with_other_models_are_said_without_their_files() =>
        PublicReason.Of(new ModelException("There is no model \"vgg16\" in /srv/models.")).Should().Contain("withdrawn").And.NotContain("/srv");

    [Fact]
    public void What_is_made_for_clients_is_said() => PublicReason.Of(new ClassifierBusyException("512 runs wait.")).Should().Be("512 runs wait.");
}
